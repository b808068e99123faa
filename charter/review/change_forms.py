"""What a town hall types by the mailed link of its signature. Each form mails a code, and so counts as one."""

from datetime import date
from functools import partial
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.acts import ActFields, date_input
from charter.signing.forms import MailboxForm, email_input
from charter.signing.models import Signature
from charter.states import Cause
from coalition.privacy import rate_limits
from coalition.privacy.email_addresses import AddressField
from coalition.uploads.fields import InspectedFileField

from .forms import EffectiveForm
from .models import TownHallRequest

Action = TownHallRequest.Action


class SignatureForm(MailboxForm):
    """A form behind the mailed link. It mails a code that was asked for, which counts for this signature alone."""

    scope = "code"

    def __init__(self, *args: Any, signature: Signature, **kwargs: Any) -> None:
        super().__init__(*args, signature=signature, **kwargs)
        self.flow = flow_of(signature)


def flow_of(signature: Signature) -> str:
    """Return what limits count the codes of a signature by: only who has its mailed link gets there."""
    return f"signature:{signature.pk}"


class ActUploadForm(SignatureForm):
    """A form with the file of an act. Files are counted by the visitor's network."""

    asks = {"act_file": _("Choose the file of the act.")}

    act_file = InspectedFileField(
        label=_("File of the act"), help_text=_("PDF, JPEG, PNG or WebP, at most 10 MB. Only reviewers see it.")
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        cast(InspectedFileField, self.fields["act_file"]).before_inspection = partial(
            rate_limits.check, scope="upload", request=request
        )


class ChangeForm(ActUploadForm, ActFields):
    """A change of status: its act, and a reason of a list, public once it is done; own words are for the team."""

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


class ReinstateForm(ChangeForm, EffectiveForm):
    causes = (Cause.RESOLVED, Cause.UNSTATED)
    field_order = ("effective_on",)

    def __init__(self, *args: Any, signature: Signature, **kwargs: Any) -> None:
        super().__init__(*args, signature=signature, standing=signature, **kwargs)


class SendActForm(ActUploadForm, ActFields):
    """The act that was awaited."""


class SuccessorForm(ActUploadForm):
    """Who is in office now, with the act that says so: private, for the network's own work."""

    field_order = ("name", "role", "contact", "language", "mandate_end", "act_file")
    asks = {
        "name": _("Enter the name of the person in office."),
        "role": _("Enter the office of that person."),
        "contact": _("Enter an email address for the network."),
        "language": _("Choose the language of our emails."),
        "mandate_end": _("Enter the last day of the mandate."),
    }
    name = forms.CharField(label=_("Name of the person in office"), max_length=200)
    role = forms.CharField(label=_("Office of that person"), max_length=200)
    contact = AddressField(
        label=_("Email address for the network"),
        max_length=254,
        widget=email_input(),
        help_text=_("An address of this person or of the cabinet. Never shown on the site."),
    )
    language = forms.ChoiceField(label=_("Language of our emails"), choices=settings.LANGUAGES)
    mandate_end = forms.DateField(
        label=_("End of the mandate"), widget=date_input(), help_text=_("After this date we ask again.")
    )

    act_file = InspectedFileField(
        label=_("File of the act by which this person took office"),
        help_text=_("The minutes of the election or the decree. PDF, JPEG, PNG or WebP, at most 10 MB. "
                    "Only reviewers see it."),
    )  # fmt: skip

    def clean_mandate_end(self) -> date:
        day = cast(date, self.cleaned_data["mandate_end"])
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Enter a future date."))
        return day


FORMS: dict[str, type[MailboxForm]] = {
    Action.HOLD: HoldForm,
    Action.REINSTATE: ReinstateForm,
    Action.WITHDRAW: WithdrawForm,
    Action.ACT: SendActForm,
    Action.SUCCESSOR: SuccessorForm,
}


# The fields whose answers are kept, by action; the others belong to the form's protection.
CHANGE_FIELDS = ("act_body", "act_number", "act_date", "public_reason", "reason")


FIELDS: dict[str, tuple[str, ...]] = {
    Action.HOLD: CHANGE_FIELDS,
    Action.REINSTATE: ("effective_on", *CHANGE_FIELDS),
    Action.WITHDRAW: CHANGE_FIELDS,
    Action.ACT: ("act_body", "act_number", "act_date"),
    Action.SUCCESSOR: ("name", "role", "contact", "language", "mandate_end"),
}


def typed(request: TownHallRequest) -> list[tuple[str, Any]]:
    """Return the labels and answers of `request` that are still kept, as its form has them."""
    fields = FORMS[request.action].base_fields
    lines: list[tuple[str, Any]] = []
    for name in FIELDS[request.action]:
        value = request.days.get(name, request.answers.get(name))
        if value and isinstance(fields[name], forms.ChoiceField):
            value = dict(fields[name].choices)[value]  # type: ignore[attr-defined]
        if value:
            lines.append((str(fields[name].label), value))
    return lines
