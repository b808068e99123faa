"""What an association types: parsed and validated here, kept by one service call."""

from functools import partial
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.form_messages import AsksPlainly
from coalition.languages.names import country_choices, number_text
from coalition.privacy import rate_limits
from coalition.privacy.email_addresses import AddressField
from coalition.privacy.forms import ProtectedForm
from coalition.uploads.fields import InspectedFileField

from .models import ASKED, LONGEST_TEXT, MOST_POINTS, Call, Criterion, Proposal, Reading

MOST_EUROS = 100_000_000


def words_input(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "dir": "auto"})


def refuse_file() -> None:
    """Say that the contact's address comes first: until then, a stranger may be filling in the form."""
    raise ValidationError(_("Confirm your address first: then you can add files."), code="unconfirmed")


class AddressForm(ProtectedForm):
    scope = "propose"
    asks = {"email": _("Enter your email address.")}
    email = AddressField(
        label=_("Your email address"),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
        help_text=_(
            "We email you a link. Use it to confirm this address, and to open your proposal again whenever you like."
        ),
    )


class ProposalForm(AsksPlainly, forms.Form):
    """The whole proposal on one page. A draft may have gaps; `whole` asks for every answer.

    `most` is the most that it may ask for. Without `takes_files`, a file is refused before anything reads it.
    """

    asks = {
        "association": _("Enter the name of your association."),
        "country": _("Choose the country of your association."),
        "contact_name": _("Enter the name of a person whom we can write to."),
        "title": _("Give your initiative a title."),
        "summary": _("Sum up your initiative in a few sentences."),
        "activities": _("Write what you will do."),
        "place": _("Write where it takes place."),
        "audience": _("Write for whom it is."),
        "budget": _("Enter the amount that you ask for."),
    }

    association = forms.CharField(
        label=_("Name of your association"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "organization", "dir": "auto"}),
    )
    country = forms.ChoiceField(label=_("Country"), choices=lambda: [("", "—"), *country_choices()])
    contact_name = forms.CharField(
        label=pgettext_lazy("of a person", "Your name"),
        max_length=200,
        help_text=_("Never shown on the site."),
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    title = forms.CharField(label=_("Title of the initiative"), max_length=150, widget=forms.TextInput({"dir": "auto"}))
    summary = forms.CharField(label=_("The initiative in a few sentences"), max_length=600, widget=words_input(3))
    activities = forms.CharField(label=_("What will you do?"), max_length=LONGEST_TEXT, widget=words_input(8))
    place = forms.CharField(
        label=_("Where?"),
        max_length=1_000,
        help_text=_("Leave out the address of a shelter, and whatever could lead a violent person there."),
        widget=words_input(2),
    )
    audience = forms.CharField(
        label=_("For whom?"),
        max_length=2_000,
        help_text=_("Name no woman who could be recognised."),
        widget=words_input(3),
    )
    budget = forms.IntegerField(
        label=_("Amount that you ask for, in euros"),
        min_value=1,
        max_value=MOST_EUROS,
        widget=forms.TextInput({"inputmode": "numeric", "dir": "ltr"}),
        error_messages={
            "invalid": _("Enter the amount in whole euros, in digits, such as 8000."),
            "min_value": _("Enter the amount in whole euros, in digits, such as 8000."),
            "max_value": _("Enter the amount in whole euros, in digits, such as 8000."),
        },
    )
    file = InspectedFileField(
        label=_("Add a file"),
        required=False,
        help_text=_("PDF, JPEG, PNG or WebP, at most 10 MB each, and at most five files. Only the team sees them."),
    )

    def __init__(
        self,
        *args: Any,
        request: HttpRequest,
        most: int | None = None,
        whole: bool = True,
        takes_files: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if most:
            budget = self.fields["budget"]
            budget.help_text = _("At most %(amount)s euros.") % {"amount": number_text(most)}
            budget.error_messages["max_value"] = budget.help_text
            budget.validators.append(MaxValueValidator(most))
        upload = cast(InspectedFileField, self.fields["file"])
        upload.before_inspection = (
            partial(rate_limits.check, scope="upload", request=request) if takes_files else refuse_file
        )
        for name in ASKED:
            self.fields[name].required = whole

    def typed(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ASKED}


class SendForm(ProtectedForm):
    scope = "propose"
    agree = forms.BooleanField(
        label=_("I may speak for the association. If it is accepted, the team may show the initiative on this site."),
        error_messages={"required": _("Tick the box to send the proposal.")},
    )


class MarksForm(forms.Form):
    """Points for each criterion, and a comment; with what this reader gave before, if they did."""

    comment = forms.CharField(
        label=_("Comment"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        help_text=_("For those who decide, and for the other readers once they have given their marks."),
    )

    def __init__(self, *args: Any, proposal: Proposal, reading: Reading, **kwargs: Any) -> None:
        before = {mark.criterion_id: mark.points for mark in reading.marks.all()}
        super().__init__(*args, **kwargs)
        self.initial["comment"] = reading.comment
        self.criteria: list[Criterion] = list(proposal.call.criteria.all())
        for criterion in self.criteria:
            self.fields[self._name(criterion)] = forms.ChoiceField(
                label=str(criterion),
                choices=[("", "—"), *((number, str(number)) for number in range(MOST_POINTS + 1))],
                initial=before.get(criterion.pk),
                error_messages={"required": _("Give 0 to 5 points.")},
            )
        self.order_fields([*(self._name(criterion) for criterion in self.criteria), "comment"])

    @staticmethod
    def _name(criterion: Criterion) -> str:
        return f"points_{criterion.pk}"

    def points(self) -> dict[int, int]:
        return {criterion.pk: int(self.cleaned_data[self._name(criterion)]) for criterion in self.criteria}


ACCEPT, DECLINE = "accept", "decline"


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("", "—"),
            (ACCEPT, pgettext_lazy("decision on a proposal", "Accept")),
            (DECLINE, pgettext_lazy("decision on a proposal", "Decline")),
        ],
        error_messages={"required": _("Choose whether the proposal is accepted.")},
    )
    answer = forms.CharField(
        label=_("Message to the association"),
        max_length=3_000,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
        help_text=_("It goes out by email, in the language of the proposal. Write it in that language."),
        error_messages={"required": _("Write why: the association reads it.")},
    )


class ReadersForm(forms.Form):
    """Who of the `readers` reads the proposals of `call`: those who do, or everybody."""

    reader: Any = forms.ModelMultipleChoiceField(
        None, label=pgettext_lazy("of proposals", "Readers"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, readers: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reader"]
        field.queryset = readers
        field.label_from_instance = lambda person: person.get_full_name() or person.get_username()
        asked = set(Reading.objects.filter(proposal__call=call).values_list("reader", flat=True))
        self.initial["reader"] = [one for one in readers if not asked or one.pk in asked]
