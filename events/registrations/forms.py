"""The registration form: parse and validate; views call one service with `registrant()`."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalition.privacy.fields import AddressField
from coalition.privacy.forms import OffersDiscretion, ProtectedForm
from events.fields import in_language
from events.models import Event

from .models import SeatCategory
from .registering import Registrant


class RegistrationForm(OffersDiscretion, ProtectedForm):
    """Four fields and how to write back safely; a choice of seats only where there is one (decision 17)."""

    scope = "register"

    name = forms.CharField(
        label=_("Name or pseudonym"), max_length=120, widget=forms.TextInput({"autocomplete": "name", "dir": "auto"})
    )
    email = AddressField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We send you a link to confirm."),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )
    language = forms.ChoiceField(label=_("Language of our mails"), choices=settings.LANGUAGES)
    access_needs = forms.CharField(
        label=_("Access needs"),
        max_length=500,
        required=False,
        help_text=_("For example a wheelchair space, or an interpreter. Only the hosts read it."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    discreet = forms.BooleanField(
        label=_("Discreet mails"),
        required=False,
        help_text=_("Neutral sender and subject, and no entry for a calendar that others may see."),
    )

    def __init__(self, *args: Any, event: Event, categories: list[SeatCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        self.categories = {str(category.pk): category for category in categories}
        if len(categories) > 1 or self.data.get("category") not in (None, *self.categories):  # others are gone
            choices = [(pk, in_language(category.names) or str(category)) for pk, category in self.categories.items()]
            gone = {"invalid_choice": _("These seats are no longer offered. Please choose others.")}
            self.fields["category"] = forms.ChoiceField(
                label=_("Seats"), choices=choices, widget=forms.RadioSelect, error_messages=gone
            )
            self.order_fields(["category", "name", "email", "language", "access_needs", "discreet"])
        else:
            self.order_fields(["name", "email", "language", "access_needs", "discreet"])

    def chosen_category(self) -> SeatCategory:
        """Return the chosen category, or the only one."""
        chosen = self.cleaned_data.get("category")
        return self.categories[chosen] if chosen else next(iter(self.categories.values()))

    def registrant(self) -> Registrant:
        """Return who registers, from clean data."""
        names = ("name", "email", "language", "access_needs", "discreet")
        return Registrant(**{name: self.cleaned_data[name] for name in names})
