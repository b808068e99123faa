"""A list of addresses, and where it comes from."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coalition.members.forms import ConfirmForm, SheetUploadForm
from newsletters.readers.importing.sheet import MOST_ROWS


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


class ConfirmListForm(AboutList, ConfirmForm):
    """The same list, carried unseen to the next step."""
