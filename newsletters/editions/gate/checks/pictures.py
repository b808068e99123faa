"""Many mailboxes show no picture, and many people see none: its words stand for it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from coalition.pages.blocks import is_file_name
from newsletters.editions.gate.findings import Finding
from newsletters.editions.gate.rendered import Rendered


def check_pictures(edition: Rendered) -> Iterator[Finding]:
    """Find pictures that are not decorative and say nothing, or say the name of a file."""
    for block, picture in edition.pictures():
        if picture.decorative:
            continue
        words = (picture.contextual_alt_text or "").strip()
        if not words:
            told = _("This picture has no words for who does not see it. Describe it, or say that it is decorative.")
            yield edition.finding("pictures", told, block=block)
        elif is_file_name(words, picture):
            told = _("The words of this picture are the name of a file. Say what it shows.")
            yield edition.finding("pictures", told, block=block)
