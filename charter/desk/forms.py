"""What a town hall types on its desk."""

from functools import partial
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from charter.acts import ActFields, date_input
from charter.signing.associations import GroupMember
from charter.signing.forms import CodeForm
from coalition.privacy import rate_limits
from coalition.privacy.email_addresses import CodeField
from coalition.privacy.forms import ProtectedForm
from coalition.uploads.fields import InspectedFileField


class FindSignatureForm(ProtectedForm):
    scope = "code"
    asks = {"code": _("Enter the verification code of your certificate.")}
    code = forms.CharField(
        label=_("Verification code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Twelve letters and digits, such as K7QM-2VXD-9RTB. It is printed on your certificate."),
    )


class ChangeCodeForm(CodeForm):
    """The code of a change: whoever asks for it reads the mailbox, and it is right for a shorter time."""

    code = CodeField(help_text=_("It is valid for 30 minutes."))


class MemberForm(ActFields):
    """By what a member that says yes does so: an act of its own with its file, or a delegation."""

    asks = {
        "basis": _("Choose an act or a delegation."),
        "act_number": _("Give the number of the act or of the delegation."),
        "act_date": _("Give the date of the act or of the delegation."),
        "act_file": _("Choose the file of your council's act."),
    }
    field_order = ("basis",)

    basis = forms.ChoiceField(
        label=_("By what does your local government sign?"),
        choices=[
            (GroupMember.Basis.ACT, _("By an act of our own council")),
            (GroupMember.Basis.DELEGATION, _("By the delegation that we gave to the association")),
        ],
        widget=forms.RadioSelect,
    )
    act_number = forms.CharField(label=_("Number of the act or of the delegation"), max_length=100)
    act_date = forms.DateField(label=_("Date of the act or of the delegation"), widget=date_input())
    act_file = InspectedFileField(
        label=_("File of the act"),
        help_text=_("Needed for an act of your own. PDF, JPEG, PNG or WebP, at most 10 MB. Only reviewers see it."),
    )

    def __init__(self, data: Any = None, *args: Any, request: HttpRequest, has_file: bool, **kwargs: Any) -> None:
        """Ask for the file of an act; a delegation needs none."""
        super().__init__(data, *args, **kwargs)
        basis = data.get("basis") if data is not None else GroupMember.Basis.ACT
        self.fields["act_file"].required = basis == GroupMember.Basis.ACT and not has_file
        cast(InspectedFileField, self.fields["act_file"]).before_inspection = partial(
            rate_limits.check, scope="upload", request=request
        )
