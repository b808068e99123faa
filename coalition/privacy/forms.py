"""The one door of the public forms: proof of work, honeypot, rate limits (decision 0009-public-forms)."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coalition.form_messages import AsksPlainly

from . import discretion, proof_of_work, rate_limits


class ProofOfWorkInput(forms.HiddenInput):
    """A hidden field that `js/proof-of-work.js` fills; it stays empty without JavaScript."""

    def __init__(self) -> None:
        super().__init__(attrs={"data-proof-of-work": "/proof-of-work/"})


class HoneypotInput(forms.TextInput):
    template_name = "components/honeypot.html"


class OffersDiscretion(AsksPlainly, forms.Form):
    """A form with a field `discreet`, which is there only where discreet mails have a sender of their own.

    Without the field the answer is the initial one: nobody loses what they chose before.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not discretion.is_offered():
            del self.fields["discreet"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.setdefault("discreet", bool(self.initial.get("discreet")))
        return cleaned


class ProtectedForm(AsksPlainly, forms.Form):
    """A public form. Subclasses name their `scope` in LIMITS; `flow` is what the visitor holds the secret link of.

    `subject` is what the form is about, where its scope has a limit for each such thing.

    Call `form.is_valid()`; an attempt too many, or a filled honeypot, is a form error in plain words.
    """

    scope: str
    flow = ""
    subject = ""

    proof = forms.CharField(required=False, widget=ProofOfWorkInput)
    website = forms.CharField(required=False, widget=HoneypotInput, label="")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("website"):
            raise forms.ValidationError(_("This form could not be sent. Please try again in a few minutes."))
        if self.errors:
            return cleaned
        proven = proof_of_work.is_solved(cleaned.get("proof", ""))
        try:
            rate_limits.check(
                scope=self.scope, request=self.request, flow=self.flow, subject=self.subject, proven=proven
            )
        except rate_limits.RateLimited:
            raise forms.ValidationError(
                _("Too many attempts. What you typed is kept: please try again in an hour.")
            ) from None
        return cleaned
