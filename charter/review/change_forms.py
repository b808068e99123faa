"""What a town hall types by the mailed link of its signature. Each form mails a code, and so counts as one."""

from datetime import date
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from charter.acts import ActFields, count_files, date_input
from charter.signing.forms import MailboxForm, email_input
from charter.signing.models import ON_THE_CERTIFICATE, Signature
from charter.states import Cause
from coalition.privacy.email_addresses import AddressField
from coalition.uploads.fields import InspectedFileField

from .models import TownHallRequest

Action = TownHallRequest.Action


class SignatureForm(MailboxForm):
    """A form behind the mailed link. It mails a code that was asked for, which counts for this signature alone."""

    scope = "code"
    kept: tuple[str, ...] = ()  # the fields whose answers are; the others belong to the form's protection

    def __init__(self, *args: Any, signature: Signature, **kwargs: Any) -> None:
        super().__init__(*args, signature=signature, **kwargs)
        self.flow = flow_of(signature)


def flow_of(signature: Signature) -> str:
    """Return what limits count the codes of a signature by: only who has its mailed link gets there."""
    return f"signature:{signature.pk}"


class ActUploadForm(SignatureForm):
    """A form with the file of an act. Files are counted by the visitor's network."""

    asks = {"act_file": _("Choose the file of the decision.")}

    act_file = InspectedFileField(
        label=_("File of the decision"), help_text=_("PDF, JPEG, PNG or WebP, at most 10 MB. Only reviewers see it.")
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        count_files(self.fields["act_file"], request)


class ChangeForm(ActUploadForm, ActFields):
    """A change of status: its act, and a reason of a list, public once it is done; own words are for the team."""

    kept = ("act_body", "act_number", "act_date", "public_reason", "reason")
    causes: tuple[Cause, ...] = ()
    public_reason = forms.ChoiceField(
        label=_("Public reason"),
        choices=Cause.choices,
        widget=forms.RadioSelect,
        help_text=_("Shown on the public page once the change is made."),
        error_messages={"required": _("Choose the reason that the public reads.")},
    )
    reason = forms.CharField(
        label=_("What our team should know"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only our team reads it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["public_reason"])
        field.choices = [(cause.value, cause.label) for cause in self.causes]


class HoldForm(ChangeForm):
    causes = (Cause.NEW_COUNCIL, Cause.MEANS, Cause.REORGANISED, Cause.UNSTATED)


class WithdrawForm(ChangeForm):
    causes = (Cause.NEW_COUNCIL, Cause.MEANS, Cause.REORGANISED, Cause.ELSEWHERE, Cause.UNSTATED)


class ReinstateForm(ChangeForm):
    causes = (Cause.RESOLVED, Cause.UNSTATED)


class SendActForm(ActUploadForm, ActFields):
    """The act that was awaited."""

    kept = ("act_body", "act_number", "act_date")


class CorrectForm(ActUploadForm, ActFields):
    """What a published signature says, to be put right: what differs is the request, with a file that proves it."""

    kept = field_order = (*ON_THE_CERTIFICATE, "official_email", "contact_name", "contact_email")
    asks = {
        "signatory_name": _("Enter the name of the person who signed."),
        "signatory_role": _("Enter their role."),
        "official_email": _("Enter the address of the official mailbox."),
        "act_file": _("Choose the file that proves it."),
    }
    signatory_name = forms.CharField(label=_("Name of the person who signed"), max_length=200)
    signatory_role = forms.CharField(label=_("Their role"), max_length=200)
    official_email = AddressField(
        label=_("Official mailbox"),
        widget=email_input(),
        help_text=_("After the seven days we send a link and a code to a new one; it counts once the code is entered."),
    )
    contact_name = forms.CharField(
        label=_("Contact of the signature"), required=False, max_length=200, help_text=_("Never shown on the site.")
    )
    contact_email = AddressField(label=_("Contact's email address"), required=False, widget=email_input())
    act_file = InspectedFileField(
        label=_("File that proves it"),
        help_text=_(
            "A council decision or an official letter; only reviewers see it. PDF, JPEG, PNG or WebP, at most 10 MB."
        ),
    )

    def __init__(self, *args: Any, signature: Signature, **kwargs: Any) -> None:
        super().__init__(*args, signature=signature, **kwargs)
        del self.fields["act_body"]
        if signature.is_ad_referendum:  # its act is to come, and is sent as such
            del self.fields["act_number"], self.fields["act_date"]
        self.initial = {name: getattr(signature, name) for name in self.kept}

    def clean(self) -> dict[str, Any]:
        """Keep what differs."""
        cleaned = super().clean()
        same = set(self.kept) - set(self.changed_data)
        if not self.errors and not set(self.kept) - same:
            raise forms.ValidationError(_("You have not changed anything. Correct at least one answer."))
        return {name: value for name, value in cleaned.items() if name not in same}


class SuccessorForm(SignatureForm):
    """Who is in office now, or whom the network writes to: private, for the network's own work."""

    kept = ("name", "role", "contact", "language", "mandate_end")
    asks = {
        "name": _("Enter the name of the person in office."),
        "role": _("Enter their role."),
        "contact": _("Enter an email address for the network."),
    }
    name = forms.CharField(label=_("Name of the person in office"), max_length=200)
    role = forms.CharField(label=_("Their role"), max_length=200)
    contact = AddressField(
        label=_("Email address for the network"),
        max_length=254,
        widget=email_input(),
        help_text=_("An address of this person or of the cabinet. Never shown on the site."),
    )
    mandate_end = forms.DateField(
        label=_("End of the mandate"),
        required=False,
        widget=date_input(),
        help_text=_("We ask you again after this date, or in six years if there is none."),
    )

    def clean_mandate_end(self) -> date | None:
        day = cast("date | None", self.cleaned_data["mandate_end"])
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Enter a future date."))
        return day

    def clean(self) -> dict[str, Any]:
        """Add the language in which the desk is read: the network writes in it."""
        known = {name: value for name, value in super().clean().items() if value}
        return {**known, "language": get_language() or self.signature.language}


FORMS: dict[str, type[SignatureForm]] = {
    Action.HOLD: HoldForm,
    Action.REINSTATE: ReinstateForm,
    Action.WITHDRAW: WithdrawForm,
    Action.ACT: SendActForm,
    Action.CORRECT: CorrectForm,
    Action.SUCCESSOR: SuccessorForm,
}


def typed(request: TownHallRequest) -> list[tuple[str, Any]]:
    """Return the labels and answers of `request` that are still kept, as its form has them."""
    fields = FORMS[request.action].base_fields
    lines: list[tuple[str, Any]] = []
    for name in [name for name in FORMS[request.action].kept if name in fields]:
        value = request.days.get(name, request.answers.get(name))
        if value and isinstance(fields[name], forms.ChoiceField):
            value = dict(fields[name].choices)[value]  # type: ignore[attr-defined]
        if value or (request.action == Action.CORRECT and name in request.answers):  # emptied, it is a correction
            lines.append((str(fields[name].label), value or "—"))
    return lines
