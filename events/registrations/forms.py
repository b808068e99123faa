"""The registration form: parse and validate; views call one service with `registrant()`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalition.privacy.forms import OffersDiscretion, ProtectedForm
from events.models import Event
from events.questions.forms import AsksMore
from events.questions.models import Question
from events.registrations.fields import CHANGEABLE
from events.seats.forms import AsksOrigin
from events.seats.models import Quota

from .fields import ANSWERS, Registrant, answers_of, questions, which
from .models import Registration, SeatCategory

STAYS = _("An entry that you accepted in your calendar before stays there: delete it there.")
NO_OTHERS = _("These seats can no longer be chosen, and nothing was saved. Keep the present ones, then save again.")
ASKS = {
    "category": _("Choose a seat."),
    "name": _("Enter your name or a pseudonym."),
    "email": _("Enter your email address."),
    "language": _("Choose the language of our emails."),
}


def in_order(questions: Iterable[Question]) -> list[str]:
    """Return the names of the declared questions with those of the event, which stand before the last one."""
    names = list(ANSWERS)
    names[names.index("discreet") : names.index("discreet")] = [one.field_name for one in questions]
    return names


class Questions(forms.Form):
    """The declared questions (fields.py), in their order, but those that are `left_out`."""

    left_out: tuple[str, ...] = tuple(which("asked_later"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {name: field for name, field in questions().items() if name not in self.left_out}


class SeatsAndQuestions(OffersDiscretion, Questions):
    """The questions, and the seats among `categories` where there is a choice."""

    asks = ASKS
    gone = _("These seats are no longer offered. Please choose others.")  # where the chosen ones are

    def __init__(self, *args: Any, categories: list[SeatCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.categories = {str(category.pk): category for category in categories}
        if len(categories) > 1 or self.data.get("category") not in (None, *self.categories):  # others are gone
            self.fields["category"] = forms.ChoiceField(
                label=_("Seats"),
                choices=[(pk, str(category)) for pk, category in self.categories.items()],
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": self.gone},
            )
        self.order_fields(["category", *ANSWERS])

    def chosen_category(self) -> SeatCategory:
        chosen = self.cleaned_data.get("category")
        return self.categories[chosen] if chosen else next(iter(self.categories.values()))

    def registrant(self) -> Registrant:
        return Registrant(**{name: self.cleaned_data[name] for name in ANSWERS if name in self.cleaned_data})


class OwnForm(AsksMore, SeatsAndQuestions):
    """What a person may change of their registration: all but the address. Hosts are asked no `questions`."""

    left_out = tuple(name for name in ANSWERS if name not in CHANGEABLE)
    gone = NO_OTHERS

    def __init__(
        self, *args: Any, registration: Registration, questions: Iterable[Question] | None = None, **kwargs: Any
    ) -> None:
        initial = answers_of(registration) | {"category": str(registration.category_id)}
        super().__init__(*args, initial=initial, **kwargs)
        self.registration, self.asks_more = registration, questions is not None
        if registration.invited and (discreet := self.fields.get("discreet")):
            discreet.help_text = format_lazy("{} {}", discreet.help_text, STAYS)
        self.ask_more(questions or ())
        self.show_answers(registration)
        self.order_fields(["category", *in_order(self.questions)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors.get("category"):
            self.refuse_gaps(self.chosen_category().kind)
        return cleaned

    def answers(self) -> dict[str, Any]:
        """Return what the person answers now, the event's questions too where they were asked."""
        answers = {name: self.cleaned_data[name] for name in CHANGEABLE}
        return answers | (self.told(self.chosen_category().kind) if self.asks_more else {})


class AddForm(AsksOrigin, SeatsAndQuestions):
    """What a host says of a person whom they add: what a seat needs, how to write safely, and that they agreed."""

    asks = ASKS | {"agreed": _("Ask the person first, then tick this box.")}

    def __init__(self, *args: Any, quotas: Iterable[Quota] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_origin(quotas)
        if discreet := self.fields.get("discreet"):
            discreet.initial = True
            discreet.help_text = _(
                "Neutral sender and subject, and no entry for a calendar that others may see. Untick this only if the "
                "person told you that ordinary emails are safe for them. They can change it themselves."
            )
        self.fields["agreed"] = forms.BooleanField(label=_("This person asked for a seat, or agreed to it"))
        self.order_fields(["category", "region", *ANSWERS])


class RegistrationForm(AsksOrigin, AsksMore, SeatsAndQuestions, ProtectedForm):
    """What a seat needs, and how to write back safely.

    What else the event asks is answered on one's own page, once there is a seat (decision 0010-confirm-then-count).
    """

    scope = "register"

    def __init__(
        self,
        *args: Any,
        event: Event,
        quotas: Iterable[Quota] = (),
        questions: Iterable[Question] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ask_origin(quotas)
        self.ask_more(question for question in questions if question.is_asked_first)
        self.subject = str(event.uid)
        self.fields["language"].initial = get_language()
        self.order_fields(["category", "region", *in_order(self.questions)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors.get("category"):
            self.refuse_gaps(self.chosen_category().kind)
        return cleaned

    def more(self) -> dict[str, Any]:
        """Return what the event asks besides, from clean data, as fields of a registration."""
        return self.origin() | self.told(self.chosen_category().kind)
