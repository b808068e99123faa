"""The people of a delegation, as its leader names them: a name and an address each."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from coalition.privacy.addresses import address_digest
from coalition.privacy.fields import AddressField
from coalition.privacy.forms import ProtectedForm
from events.registrations.admission import NamedPerson
from events.registrations.models import Registration

from .services import Person

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
