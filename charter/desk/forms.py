"""What a town hall types on its desk."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from charter.acts import ActFields, count_files, date_input, not_to_come
from charter.signing.associations import GroupMember
from coalition.form_messages import AsksPlainly
from coalition.privacy.forms import ProtectedForm
from coalition.resources.mechanisms import no_contact
from coalition.uploads.fields import InspectedFileField


class FindSignatureForm(ProtectedForm):
    scope = "code"
    asks = {"code": _("Enter the verification code of your certificate.")}
    code = forms.CharField(
        label=_("Verification code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Twelve letters and digits, printed on your certificate."),
    )


class DoneForm(AsksPlainly, forms.Form):
    """That a deliverable is done, on which day, and one thing that shows it."""

    asks = {"dated": _("Enter the day on which it was finished or held.")}
    dated = forms.DateField(label=_("When was it finished or held?"), widget=date_input())
    url = forms.URLField(label=_("A link"), required=False, max_length=500, assume_scheme="https")
    file = InspectedFileField(
        label=_("Or a file"),
        required=False,
        help_text=_("PDF, JPEG, PNG or WebP, at most 10 MB. Only our editors see it."),
    )
    description = forms.CharField(
        label=_("Or two sentences"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was done, with whom, for whom. Public once it is accepted: do not name anyone."),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        count_files(self.fields["file"], request)

    def clean_dated(self) -> date:
        return not_to_come(self.cleaned_data["dated"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        shows = ("url", "file", "description")
        if not any(answers.get(name) or name in self.errors for name in shows):
            self.add_error("url", _("Give a link, a file or two sentences."))
        return answers


class MemberForm(ActFields):
    """By what a member that says yes does so: an act of its own with its file, or a delegation."""

    asks = {
        "basis": _("Choose a council decision or a delegation."),
        "act_number": _("Give the number of the decision or of the delegation."),
        "act_date": _("Give the date of the decision or of the delegation."),
        "act_file": _("Choose the file of your council's decision."),
    }
    field_order = ("basis",)

    basis = forms.ChoiceField(
        label=_("What authorises your local government to sign?"),
        choices=[
            (GroupMember.Basis.ACT, _("By a decision of our own council")),
            (GroupMember.Basis.DELEGATION, _("By the delegation that we gave to the association")),
        ],
        widget=forms.RadioSelect,
    )
    act_number = forms.CharField(label=_("Number of the decision or of the delegation"), max_length=100)
    act_date = forms.DateField(label=_("Date of the decision or of the delegation"), widget=date_input())
    act_file = InspectedFileField(
        label=_("File of the decision"),
        help_text=_(
            "Needed for a decision of your own council; only reviewers see it. PDF, JPEG, PNG or WebP, at most 10 MB."
        ),
    )

    def __init__(self, data: Any = None, *args: Any, request: HttpRequest, has_file: bool, **kwargs: Any) -> None:
        """Ask for the file of an act; a delegation needs none."""
        super().__init__(data, *args, **kwargs)
        basis = data.get("basis") if data is not None else GroupMember.Basis.ACT
        self.fields["act_file"].required = basis == GroupMember.Basis.ACT and not has_file
        count_files(self.fields["act_file"], request)


class MechanismForm(ProtectedForm):
    """A protection mechanism that a town hall proposes for the catalogue."""

    scope = "propose"
    asks = {
        "title": _("Name the mechanism."),
        "summary": _("Write what it is and whom it protects."),
        "runs": _("Write who runs it, and on which law or agreement."),
        "since": _("Enter since when it works in your territory."),
    }
    title = forms.CharField(label=_("The mechanism"), max_length=120)
    summary = forms.CharField(
        label=_("What is it, and whom does it protect?"),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        validators=[no_contact],
    )
    runs = forms.CharField(
        label=_("Who runs it, and on which law or agreement?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Leave out the address of a shelter, and whatever could lead a violent person there."),
        validators=[no_contact],
    )
    since = forms.CharField(label=_("Since when, in your territory?"), max_length=80)
    url = forms.URLField(label=_("A page or report about it"), required=False, max_length=500, assume_scheme="https")
