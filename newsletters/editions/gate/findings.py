"""What the gate found: what is wrong, in which language and which block, and where to mend it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

SUBJECT, SUMMARY = "id_title", "id_summary"  # the fields of the editor, by the id of each


@dataclass(frozen=True)
class Finding:
    """One thing that `check` found. Without `language` it is of the edition as a whole.

    `anchor` is the place in the editor of `page`; `block` names the block that is there. What does not stop the edition
    is a word to its editor.
    """

    check: str
    words: Any
    language: str = ""
    page: int | None = None
    anchor: str = ""
    block: str = ""
    stops: bool = True

    @property
    def url(self) -> str:
        """Return where it is mended: the block or field in the editor of its language."""
        if self.page is None:
            return ""
        return reverse("wagtailadmin_pages:edit", args=[self.page]) + (f"#{self.anchor}" if self.anchor else "")
