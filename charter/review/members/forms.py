"""What a member of an association answers, and what reviewers decide about the answers."""

from functools import partial
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charter.acts.forms import ActFields, date_input
from charter.signing.groups.models import GroupMember
from charter.signing.models import Signature
from coalition.privacy import limits
from coalition.privacy.fields import AddressField
from coalition.uploads.fields import InspectedFileField


class MemberForm(ActFields):
    """The answer of one member: yes by its own act, yes by a delegation, or no."""

    asks = {
        "answer": _("Choose yes or no."),
        "act_number": _("Give the number of the act or of the delegation."),
        "act_date": _("Give the date of the act or of the delegation."),
        "act_file": _("Choose the file of your council's act."),
    }

    ACT, DELEGATION, NO = "act", "delegation", "no"
    field_order = ("answer",)

    answer = forms.ChoiceField(
        label=_("Does your local government sign with its association?"),
        choices=[
            (ACT, _("Yes, by an act of our own council")),
            (DELEGATION, _("Yes, by the delegation that we gave to the association")),
            (NO, _("No")),
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
        """Ask what the answer needs: a no needs nothing more, and a delegation no file."""
        super().__init__(data, *args, **kwargs)
        answer = data.get("answer") if data is not None else self.ACT
        for name in ("act_body", "act_number", "act_date"):
            self.fields[name].required = answer in (self.ACT, self.DELEGATION)
        self.fields["act_file"].required = answer == self.ACT and not has_file
        cast(InspectedFileField, self.fields["act_file"]).before_inspection = partial(
            limits.check, scope="upload", request=request
        )


class MembersChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: GroupMember) -> str:
        facts = {"name": obj.government, "basis": obj.get_basis_display(), "number": obj.act_number}
        return gettext("%(name)s: %(basis)s, No. %(number)s") % facts


class CountMembersForm(forms.Form):
    members = MembersChoice(
        queryset=GroupMember.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("I have read what these members sent: it is theirs, and it says yes."),
        error_messages={"required": _("Tick the members whose act you have read.")},
    )

    def __init__(self, data: Any = None, *, signature: Signature) -> None:
        super().__init__(data)
        rows = signature.group_members.to_accept().select_related("government")
        cast(MembersChoice, self.fields["members"]).queryset = rows


class MemberChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: GroupMember) -> str:
        return f"{obj.government} ({obj.standing})"


class AskAgainForm(forms.Form):
    """A member that is asked anew, at a mailbox that the reviewer confirmed."""

    member = MemberChoice(queryset=GroupMember.objects.none(), label=_("Member"))
    official_email = AddressField(
        label=_("Its official mailbox"),
        max_length=254,
        help_text=_(
            "The address on its own website. Its earlier answer is deleted, and its earlier link no longer works."
        ),
    )

    def __init__(self, data: Any = None, *, signature: Signature) -> None:
        super().__init__(data)
        rows = signature.group_members.filter(counted_at__isnull=True).select_related("government")
        cast(MemberChoice, self.fields["member"]).queryset = rows
