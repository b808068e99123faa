"""What hosts write, and to whom."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.form_messages import AsksPlainly
from coalition.languages.words import WordsFormField
from events.models import Event
from events.registrations.models import SeatCategory

from .models import CHOSEN, STATES, Letter, State

LONGEST_SUBJECT, LONGEST_TEXT = 150, 5000


class LetterForm(AsksPlainly, forms.Form):
    """Whom to write to, and subject and text in each language that the hosts have words in."""

    asks = {
        "states": gettext_lazy("Choose at least one state."),
        "categories": gettext_lazy("Choose at least one kind of seats."),
        "languages": gettext_lazy("Choose at least one language."),
        "subject": gettext_lazy("Write a subject."),
        "text": gettext_lazy("Write a text."),
    }

    states = forms.MultipleChoiceField(
        label=gettext_lazy("Status of the registration"),
        choices=[(state.value, state.label) for state in STATES],
        initial=[State.CONFIRMED.value],
        widget=forms.CheckboxSelectMultiple,
    )
    categories = forms.TypedMultipleChoiceField(
        label=gettext_lazy("With these seats"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Language of their emails"),
        choices=settings.LANGUAGES,
        initial=[code for code, _name in settings.LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )
    subject = WordsFormField(label=gettext_lazy("Subject"), max_length=LONGEST_SUBJECT)
    text = WordsFormField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_TEXT,
        rows=8,
        help_text=gettext_lazy(
            "If a language is left empty, its readers get the English text, or the first one that there is. "
            "Name nobody: everyone gets the same text."
        ),
    )

    version = forms.CharField(required=False, widget=forms.HiddenInput)  # what the draft said when it was opened

    def __init__(self, *args: Any, event: Event, letter: Letter | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(letter, name) for name in (*CHOSEN, "version")} if letter else {}
        super().__init__(*args, **kwargs | {"initial": initial})
        categories = list(SeatCategory.objects.filter(event_id=event.pk).order_by("pk"))
        seats: Any = self.fields["categories"]
        seats.choices = [(category.pk, str(category)) for category in categories]
        if letter is None:
            seats.initial = [category.pk for category in categories]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        subject, text = cleaned.get("subject"), cleaned.get("text")
        if subject and text and subject.keys() != text.keys():
            self.add_error("text", _("Write both a subject and a text in each language that you use."))
        return cleaned

    def words(self) -> dict[str, Any]:
        """Return what was written and chosen, from clean data."""
        return {name: self.cleaned_data[name] for name in CHOSEN}
