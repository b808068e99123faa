"""A mailbox cuts a long mail off, its last link with it: the one to unsubscribe."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from newsletters.editions.gate.findings import Finding
from newsletters.editions.gate.rendered import Rendered

LARGEST = 100_000  # bytes of a whole mail; Gmail shows no more than 102 kB of one


def check_size(edition: Rendered) -> Iterator[Finding]:
    """Find a mail over LARGEST bytes as it goes over the wire; its largest block is named."""
    look = max(edition.looks, key=lambda look: len(look.encoded))
    size = len(look.encoded)
    if size > LARGEST:
        told = _(
            "The email in this language is %(size)d kB. Many mailboxes cut emails off after %(most)d kB: shorten it."
        )
        sizes: Counter[str] = Counter()
        for block, cell in edition.cells(look):
            sizes[block] += len(str(cell))
        words = told % {"size": -(-size // 1000), "most": LARGEST // 1000}
        yield edition.finding("size", words, block=max(sizes, key=sizes.__getitem__, default=""))
