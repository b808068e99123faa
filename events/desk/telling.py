"""Whom a change of an event would be told to: the host sees the number before it is saved, and decides."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from coalition.pages.languages import listed
from coalition.pages.words import WordsFormField
from events.days import EventDay
from events.models import Event
from events.pages.moments import when
from events.programme.shifting import left_outside
from events.questions.models import Question
from events.registrations.changes.services import Telling, audience
from events.registrations.models import SeatCategory
from events.rooms.models import OnlineRoom
from events.seats.models import Quota


def version(event: Event) -> str:
    """Return a digest of the typed facts of `event`, of its room where it has one, and of its seats, as stored."""
    stored = Event.objects.filter(pk=event.pk).values_list(*Event.revised_fields).first()
    seats = SeatCategory.objects.filter(event_id=event.pk).order_by("pk").values_list("pk", "names", "kind", "capacity")
    quotas = Quota.objects.filter(event_id=event.pk).order_by("pk").values_list("pk", *Event.revised_children["quotas"])
    questions = Question.objects.filter(event_id=event.pk).values_list("pk", *Event.revised_children["questions"])
    rooms = OnlineRoom.objects.filter(event_id=event.pk).order_by("pk").values_list("part", "address", "opens_before")
    days = EventDay.objects.filter(event_id=event.pk).values_list("pk", *Event.revised_children["days"])
    facts = (stored, *(list(rows) for rows in (seats, quotas, questions, rooms, days)))
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def told(event: Event) -> str:
    """Return what matters most of `event` in words: when, on its own clock, in which state and in which mode."""
    return " · ".join((when(event), str(event.get_state_display()), str(event.get_mode_display())))


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


YES = ("yes", _("Yes, by email"))
NO = ("no", _("No: this corrects a typo. Calendars that people subscribed to still show it."))
NEVER = (
    "never",
    _("No: everybody registered knows this time already. Nobody is told. Their own calendars keep the old time."),
)


class AsksWhomToTell(forms.Form):
    """A form of an event that asks, where its change has somebody to tell, whether to tell them and in which words.

    To tell nobody is for typos. Of another time it is asked a second time, and what takes place or does not is told.
    """

    telling = forms.ChoiceField(
        label=_("Tell those registered"),
        choices=[YES, NO, NEVER],
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
        """Show the questions, with the number of people, where they are to be answered first, or once more."""
        chosen = self.cleaned_data.get("telling")
        if chosen == YES[0] or not (words := question(before, event)):
            return
        is_on, is_moved = event.state != before.state, event.times != before.times
        self.fields |= self._questions
        again: Any = ""
        if is_on:
            self._offer(YES)
            again = _(
                "Those registered are always told that an event is cancelled, postponed or takes place after all."
            )
        elif is_moved and chosen == NO[0]:
            self._offer(YES, NEVER)
            again = _("You are moving the event. Whoever is not told comes at the old time, and finds nobody there.")
        else:
            self._offer(YES, NO)
        if not chosen or again:
            self.add_error("telling", " ".join(filter(None, (words, str(again), left_outside(event)))))

    def _offer(self, *choices: tuple[str, Any]) -> None:
        field: Any = self.fields["telling"]
        field.widget.choices = choices

    def chosen_telling(self) -> Telling:
        chosen = self.cleaned_data
        return Telling(tell=chosen.get("telling") not in (NO[0], NEVER[0]), words=chosen.get("sentence") or {})
