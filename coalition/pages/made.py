"""The word by which machines know a row, in imports and addresses: made where an editor gives none."""

from typing import Any, ClassVar

from anyascii import anyascii
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

LONGEST = 30  # characters of what was typed


def word_of(words: str, taken: set[str]) -> str:
    first = slugify(anyascii(words))[:LONGEST].strip("-") or "row"
    free, number = first, 2
    while free in taken:
        free, number = f"{first}-{number}", number + 1
    return free


class MakesWord(WagtailAdminModelForm):
    """A form that makes the field `made` of what was typed where it is left empty; a word that is there stays.

    It is like no other row's that shares the fields of `within`.
    """

    made: ClassVar[str] = "code"
    within: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.made]
        field.required = False
        field.help_text = format_lazy("{} {}", _("Leave empty to have it filled in."), field.help_text)

    def made_of(self, cleaned: dict[str, Any]) -> str:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.made not in self.errors and not cleaned.get(self.made):
            cleaned[self.made] = getattr(self.instance, self.made) or self._free(self.made_of(cleaned), cleaned)
        return cleaned

    def _free(self, words: str, cleaned: dict[str, Any]) -> str:
        rows = type(self.instance)._default_manager.filter(**{name: cleaned.get(name) for name in self.within})
        return word_of(words, set(rows.values_list(self.made, flat=True)))
