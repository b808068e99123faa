"""Whom a change of an event would be told to: the host sees the number before it is saved, and decides."""

from typing import Any

from django import forms
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from coalition.pages.languages import listed
from events.fields import WordsFormField
from events.models import Event
from events.programme.shifting import left_outside
from events.registrations.changes.services import Telling, audience


def question(before: Event, event: Event) -> str:
    """Return how many people would be told that `before` became `event`, by language; "" where nobody would be."""
    if before._schedule(None) == event._schedule(None):
        return ""
    people = audience(before, event)
    number = sum(people.values())
    if not number:
        return ""
    by_language = listed(f"{get_language_info(code)['name_local']}: {people[code]}" for code in sorted(people))
    words = ngettext(
        "%(number)d person will be told of this change by email (%(languages)s). Choose, then save again.",
        "%(number)d people will be told of this change by email (%(languages)s). Choose, then save again.",
        number,
    )
    return words % {"number": number, "languages": by_language}


class AsksWhomToTell(forms.Form):
    """A form of an event that asks, where its change has somebody to tell, whether to tell them and in which words."""

    telling = forms.ChoiceField(
        label=_("Tell those registered"),
        choices=[
            ("yes", _("Yes, by email")),
            ("no", _("No: this corrects a typo. Calendars that people subscribed to still show it.")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    sentence = WordsFormField(
        label=_("A sentence of yours for this email"),
        max_length=500,
        required=False,
        help_text=_("Where it is empty, readers of that language get the email without it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.add_prefix("telling") in self.data
        self._questions = {} if asked else {name: self.fields.pop(name) for name in ("telling", "sentence")}

    def ask_whom_to_tell(self, before: Event, event: Event) -> None:
        """Show the questions, with the number of people, where they are to be answered first."""
        if not self.cleaned_data.get("telling") and (words := question(before, event)):
            self.fields |= self._questions
            self.add_error("telling", " ".join(filter(None, (words, left_outside(event)))))

    def chosen_telling(self) -> Telling:
        """Return what the host chose."""
        chosen = self.cleaned_data
        return Telling(tell=chosen.get("telling") != "no", words=chosen.get("sentence") or {})
