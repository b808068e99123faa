"""A mailbox cuts a long mail off, its last link with it: the one to unsubscribe."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from newsletters.editions.gate.findings import Finding
from newsletters.editions.gate.rendered import Look, Rendered
from newsletters.sending.letters import encode

LARGEST = 100_000  # bytes of a whole mail; Gmail shows no more than 102 kB of one
SECRET = "x" * 64


def check(edition: Rendered) -> Iterator[Finding]:
    """Find a mail over LARGEST bytes as it goes over the wire; its largest block is named."""
    for look in edition.looks:
        size = size_of(look, edition.language)
        if size > LARGEST:
            told = _(
                "The email in this language is %(size)d kB. Many mailboxes cut emails off after %(most)d kB: "
                "shorten it."
            )
            words = told % {"size": -(-size // 1000), "most": LARGEST // 1000}
            yield edition.finding("size", words, block=_largest(edition, look))
            return


def size_of(look: Look, language: str) -> int:
    """Return how many bytes one copy has."""
    to = "reader@town.example"
    return len(encode(look.body, language, discreet=look.discreet, recipient=to, secret=SECRET, key="gate"))


def _largest(edition: Rendered, look: Look) -> str:
    sizes: Counter[str] = Counter()
    for cell in look.html.find_all("td", class_=True):
        if block := edition.block_of(cell):
            sizes[block] += len(str(cell))
    return sizes.most_common(1)[0][0] if sizes else ""
