"""The registration form: parse and validate; views call one service with `registrant()`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coalition.form_messages import AsksPlainly
from coalition.privacy.email_addresses import (
    AddressField,
    BadDomain,
    CodeField,
    address_digest,
    deliverable,
    validate_address,
)
from coalition.privacy.forms import CountedForm, OffersDiscretion, ProtectedForm
from events.days import when
from events.models import Event
from events.seats.forms import AsksMore, AsksOrigin
from events.seats.models import Question, Quota, Told

from . import codes, services
from .admission import NamedPerson
from .delegations import Person
from .fields import ANSWERS, ASKED_LATER, CHANGEABLE, NEEDS, Registrant, answers_of, questions
from .models import Registration, SeatCategory

MOST_MEETINGS = 12  # of a series, in one form
STAYS = _("An entry that you accepted in your calendar before stays there: delete it there.")
NO_OTHERS = _("These seats can no longer be chosen, and nothing was saved. Keep the present ones, then save again.")
KEPT = _("Your answer is not shown here. Leave this empty to keep it.")
FORGET = _("All that you told us about access, food and other needs for this event.")
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

    left_out: tuple[str, ...] = ASKED_LATER

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


class ChangeForm(OwnForm, CountedForm):
    """What anybody with the link may change. Needs that were told before are kept, and not shown."""

    scope = "change-registration"

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, registration=registration, **kwargs)
        self.flow = f"registration:{registration.token_digest}"
        told = {question.field_name: registration.needs.get(str(question.pk)) for question in self.questions}
        told |= {name: getattr(registration, name) for name in NEEDS}
        self.kept_needs = {name: answer for name, answer in told.items() if answer}
        for name in self.kept_needs:
            self.initial.pop(name, None)
            self.fields[name].help_text = format_lazy("{} {}", self.fields[name].help_text, KEPT)
        if self.kept_needs:
            self.fields["forget_needs"] = forms.BooleanField(
                label=_("Delete my needs"), required=False, help_text=FORGET
            )
        self.order_fields(["category", *in_order(self.questions)[:-1], "forget_needs", "discreet"])

    def show_answers(self, given: Told) -> None:
        super().show_answers(Registration(told=given.told))

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("forget_needs"):
            for name, answer in self.kept_needs.items():
                self.cleaned_data[name] = self.cleaned_data.get(name) or answer
        return super().clean()


class MailboxCodeForm(CountedForm):
    """The code that was mailed for a registration (codes.py). It is right and used up once the form is valid."""

    scope = "type-code"
    asks = {"code": _("Enter the 6-digit code from our email.")}
    code = CodeField()
    is_refused = False  # too many codes were asked for

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.registration, self.flow = registration, f"registration-code:{registration.token_digest}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not codes.is_right_code(self.registration, cleaned["code"]):
            self.add_error("code", _("This code is wrong or has expired. Check the digits, or ask for a new one."))
        return cleaned


class AddForm(AsksOrigin, SeatsAndQuestions):
    """What a host says of a person whom they add: what a seat needs, how to write safely, and that they agreed."""

    asks = ASKS | {"agreed": _("Ask the person first, then tick this box.")}

    def __init__(self, *args: Any, quotas: Iterable[Quota] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_origin(quotas)
        if discreet := self.fields.get("discreet"):
            discreet.initial = True
            discreet.help_text = _(
                "Neutral sender and subject, and no entry for a calendar that others may see. Untick this only "
                "if the person told you that ordinary emails are safe for them."
            )
        self.fields["agreed"] = forms.BooleanField(label=_("This person asked for a seat, or agreed to it"))
        self.order_fields(["category", "region", *ANSWERS])


class RegistrationForm(AsksOrigin, AsksMore, SeatsAndQuestions, ProtectedForm):
    """What a seat needs, and how to write back safely.

    What else the event asks is answered on one's own page, once there is a seat (decision 0010-confirm-then-count).
    Who fills it in is written to in the language of the page, and chooses another one there.
    """

    scope = "register"
    left_out = (*Questions.left_out, "language")

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
        others = [one for one in services.other_meetings(event) if one.is_open_for_registration]
        self.other_dates = {one.pk: one for one in others[:MOST_MEETINGS]}
        if others:
            self.fields["also"] = forms.TypedMultipleChoiceField(
                label=pgettext_lazy("of a series", "Other dates"),
                help_text=_("You will get one email, and its button confirms all dates."),
                required=False,
                coerce=int,
                choices=[(pk, when(one)) for pk, one in self.other_dates.items()],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": _("You can no longer register for one of these dates.")},
            )
        self.order_fields(["category", "also", "region", *in_order(self.questions)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["language"] = get_language() or "en"
        if not self.errors.get("category"):
            self.refuse_gaps(self.chosen_category().kind)
            self._refuse_other_kinds(cleaned.get("also", []))
        return cleaned

    def _refuse_other_kinds(self, also: list[int]) -> None:
        """Refuse each date that has no seats of the chosen kind: nobody gets a seat online who asked for one there."""
        if not also:
            return
        rows = SeatCategory.objects.filter(event__in=also, kind=self.chosen_category().kind)
        alike = set(rows.values_list("event_id", flat=True))
        for pk in also:
            if pk not in alike:
                words = _("There are no seats of this kind on this date. Untick it, or choose other seats: %(date)s")
                self.add_error("also", words % {"date": when(self.other_dates[pk])})

    def more(self) -> dict[str, Any]:
        """Return what the event asks besides, from clean data, as fields of a registration."""
        told = self.origin() | self.told(self.chosen_category().kind)
        return told | {"also": self.cleaned_data.get("also", [])}


ROWS = 10  # people at once; more can be named afterwards


class DelegationForm(ProtectedForm):
    """Some rows for people, of which any may stay empty, and the language of their first email.

    Its attempts belong to the link of the leader: nobody else can use them up. What is refused for what was typed is
    no attempt.
    """

    scope = "name-people"
    asks = {"language": _("Choose the language of the email.")}

    def __init__(self, *args: Any, leader: Registration, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leader, self.most, self.flow = leader, most, f"delegation:{leader.token_digest}"
        self.people: list[Person] = []
        self.numbers = range(max(min(most, ROWS), self._filled()))
        for number in self.numbers:
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Name"), max_length=120, required=False, widget=forms.TextInput({"dir": "auto"})
            )
            self.fields[f"email_{number}"] = AddressField(
                label=_("Email"), required=False, widget=forms.EmailInput({"dir": "ltr"})
            )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of their first email"), choices=settings.LANGUAGES, initial=leader.language
        )

    def _filled(self) -> int:
        """Return how many rows were sent, to the last one with anything in it: nobody who was typed is lost."""
        typed = [number for number in range(ROWS) for name in ("name", "email") if self.data.get(f"{name}_{number}")]
        return max(typed, default=-1) + 1

    def rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """Return the number and the two fields of each row."""
        return [(number + 1, self[f"name_{number}"], self[f"email_{number}"]) for number in self.numbers]

    def clean(self) -> dict[str, Any]:
        named = NamedPerson.objects.filter(leader_id=self.leader.pk)
        rows = named.exclude(email_digest="").exclude(answer=NamedPerson.Answer.CLOSED)  # which is one word for all
        known = {self.leader.email_digest: _("This is your own address: you are registered already.")}
        known |= dict.fromkeys(rows.values_list("email_digest", flat=True), _("You have named this address already."))
        for number in self.numbers:
            self._read(self.cleaned_data, number, known)
        if not self.people and not self.errors:
            self.add_error("name_0" if self.numbers else None, _("Name at least one person."))
        if len(self.people) > self.most:
            self.add_error(None, too_many(self.most))
        return super().clean()  # which counts the attempt

    def _read(self, cleaned: dict[str, Any], number: int, known: dict[str, Any]) -> None:
        """Take one row; `known` holds the addresses that are taken, each with what is said of it."""
        name, email = (cleaned.get(f"{field}_{number}") for field in ("name", "email"))
        if not (name or email) or f"email_{number}" in self.errors or f"name_{number}" in self.errors:
            return
        if not name:
            self.add_error(f"name_{number}", _("Enter the name of this person, or a pseudonym."))
        elif not email:
            self.add_error(f"email_{number}", _("Enter the email address of this person."))
        elif words := known.get(address_digest(email)):
            self.add_error(f"email_{number}", words)
        else:
            known[address_digest(email)] = _("This address is already in the list above.")
            self.people.append(Person(name=name, email=email))


def too_many(most: int) -> str:
    words = ngettext("You may name %(number)d more person.", "You may name %(number)d more people.", most)
    return words % {"number": most}


MOST = 200  # invitations at once


class AddressesField(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Return the addresses that were typed, each once, in their order."""
        return list(dict.fromkeys(line.strip() for line in (value or "").splitlines() if line.strip()))

    def run_validators(self, value: Any) -> None:
        """Refuse what cannot be written to, with the line."""
        if len(value) > MOST:
            raise ValidationError(_("Invite at most %(most)d people at once.") % {"most": MOST})
        for address in value:
            try:
                validate_address(address)
                deliverable(address)
            except (ValidationError, BadDomain):
                raise ValidationError(
                    _("This line is not an email address: %(line)s") % {"line": address}, code="invalid"
                ) from None


class InvitationsForm(AsksPlainly, forms.Form):
    """Addresses, the language of the mail, and the seats where there is a choice."""

    asks = {
        "addresses": _("Enter at least one email address."),
        "language": _("Choose the language of the email."),
    }

    addresses = AddressesField(
        label=_("Email addresses"),
        help_text=_("One a line. Each gets a link of its own, which admits one person."),
        widget=forms.Textarea({"rows": 6, "dir": "ltr"}),
    )
    language = forms.ChoiceField(label=_("Language of the email"), choices=settings.LANGUAGES)
    category = forms.ModelChoiceField(
        SeatCategory.objects.none(),
        label=_("Seats"),
        required=False,
        empty_label=_("The person chooses"),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats: Any = self.fields["category"]
        seats.queryset = SeatCategory.objects.filter(event_id=event.pk).order_by("pk")
