"""A list of addresses, where it comes from, and which column is what."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coalition.members.forms import ConfirmForm, SheetUploadForm
from newsletters.readers.importing.sheet import COLUMNS, MOST_ROWS, Lines

NAMES = {"email": _("Email address"), "language": _("Language"), "themes": _("Themes")}


class AboutList(forms.Form):
    """What holds for all lines of a list."""

    source = forms.CharField(
        label=_("Source of consent"),
        min_length=20,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Where and when these people agreed to get the newsletter, and where the proof is kept. For instance: "
            "“Paper list of the meeting in Bobigny on 27 November 2026, kept at the Observatory.”"
        ),
    )
    language = forms.ChoiceField(label=_("Language of those for whom the list names none"), choices=settings.LANGUAGES)
    direct = forms.BooleanField(
        label=_("We keep a proof of consent of each of them: subscribe them without asking again"),
        required=False,
        help_text=_("Otherwise each of them is asked by one email, and reads only after pressing its button."),
    )

    def __init__(self, *args: Any, may_prove: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_prove:
            del self.fields["direct"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.setdefault("direct", False)
        return cleaned


class ListForm(AboutList, SheetUploadForm):
    """The file, and what holds for all its lines."""

    field_order = ["file", "source", "language", "direct"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, most_rows=MOST_ROWS, **kwargs)


class MappingForm(AboutList, ConfirmForm):
    """The same list, carried to the next step, with the column of each fact."""

    def __init__(self, *args: Any, lines: Lines, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = lines.rows[0][1] if lines.rows else []
        headings = [(str(place), _shown(lines.headings, first, place)) for place in range(len(lines.headings))]
        for column in COLUMNS:
            none = [] if column == "email" else [("", _("none of them"))]
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=NAMES[column], choices=[*none, *headings], required=column == "email"
            )

    @property
    def places(self) -> dict[str, int | None]:
        """Return the place of each column, as chosen."""
        chosen = {column: self.cleaned_data.get(f"column_{column}", "") for column in COLUMNS}
        return {column: int(place) if place else None for column, place in chosen.items()}

    def columns(self) -> Iterator[Any]:
        """Return the fields in which columns are chosen."""
        return (self[f"column_{column}"] for column in COLUMNS)

    def carried(self) -> Iterator[Any]:
        """Return the fields that are carried along unseen."""
        return (self[name] for name in ("content", "source", "language", "direct") if name in self.fields)


def _shown(headings: list[str], first: list[str], place: int) -> str:
    """Return how a column is named in a choice: its heading, and the first cell below it."""
    return f"{headings[place]} ({first[place]})" if place < len(first) and first[place] else headings[place]
