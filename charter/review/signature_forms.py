"""What a town hall types by the mailed link of its signature. Each form mails a code, and so counts as one."""

from datetime import date
from functools import partial
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.acts.fields import ActFileField
from charter.review.forms import RatifyForm, StatusForm
from charter.review.models import TownHallRequest
from charter.signing.forms import MailboxForm, date_input, email_input
from charter.signing.models import Signature
from coalition.privacy import limits
from coalition.privacy.fields import AddressField
from coalition.privacy.forms import ProtectedForm

Action = TownHallRequest.Action


class FindSignatureForm(ProtectedForm):
    """The verification code of a signature."""

    scope = "code"
    code = forms.CharField(
        label=_("Verification code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Twelve letters and digits, such as K7QM-2VXD-9RTB: it stands on your certificate."),
    )


class SignatureForm(MailboxForm):
    """A form behind the mailed link. It mails a code that was asked for, which counts for this signature alone."""

    scope = "code"

    def __init__(self, *args: Any, signature: Signature, **kwargs: Any) -> None:
        super().__init__(*args, signature=signature, **kwargs)
        self.flow = flow_of(signature)


def flow_of(signature: Signature) -> str:
    """Return what limits count the codes of a signature by: only who has its mailed link gets there."""
    return f"adhesion:{signature.pk}"


class ActUploadForm(SignatureForm):
    """A form with the file of an act. Files are counted by the visitor's network."""

    act_file = ActFileField(
        label=_("File of the act"), help_text=_("PDF, JPEG, PNG or WebP, at most 10 MB. Only reviewers see it.")
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        cast(ActFileField, self.fields["act_file"]).before_inspection = partial(
            limits.check, scope="upload", request=request
        )


class ChangeForm(ActUploadForm, StatusForm):
    """Hold, reinstatement or withdrawal: its day, its act and its reason are public, once a reviewer read the file."""

    def __init__(self, *args: Any, signature: Signature, **kwargs: Any) -> None:
        super().__init__(*args, signature=signature, standing=signature, **kwargs)


class SendActForm(ActUploadForm, RatifyForm):
    """The act that was awaited."""


class SuccessorForm(SignatureForm):
    """Who is in office now: private, for the network's own work."""

    name = forms.CharField(label=_("Name of the person in office"), max_length=200)
    role = forms.CharField(label=_("Office of that person"), max_length=200)
    contact = AddressField(
        label=_("E-mail address for the network"),
        max_length=254,
        widget=email_input(),
        help_text=_("Of this person or of the cabinet. Never shown on the site."),
    )
    language = forms.ChoiceField(label=_("Language of our mail"), choices=settings.LANGUAGES)
    mandate_end = forms.DateField(
        label=_("End of the mandate"), widget=date_input(), help_text=_("After this day we ask again.")
    )

    def clean_mandate_end(self) -> date:
        day = cast(date, self.cleaned_data["mandate_end"])
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Give a day to come."))
        return day


FORMS: dict[str, type[MailboxForm]] = {
    Action.HOLD: ChangeForm,
    Action.REINSTATE: ChangeForm,
    Action.WITHDRAW: ChangeForm,
    Action.ACT: SendActForm,
    Action.SUCCESSOR: SuccessorForm,
}


# The fields whose answers are kept, by action; the others belong to the form's protection.
STATUS_FIELDS = ("effective_on", "act_body", "act_number", "act_date", "reason")


FIELDS: dict[str, tuple[str, ...]] = {
    Action.HOLD: STATUS_FIELDS,
    Action.REINSTATE: STATUS_FIELDS,
    Action.WITHDRAW: STATUS_FIELDS,
    Action.ACT: ("act_body", "act_number", "act_date"),
    Action.SUCCESSOR: ("name", "role", "contact", "language", "mandate_end"),
}
