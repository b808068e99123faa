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


class CountedForm(AsksPlainly, forms.Form):
    """A form whose attempts are counted, once nothing is missing; one too many is a form error in plain words.

    Subclasses name their `scope` in LIMITS; `flow` is what the visitor holds the secret link of, and `subject` what the
    form is about, where its scope has a limit for each such thing.
    """

    scope: str
    flow = ""
    subject = ""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def is_proven(self) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            rate_limits.check(
                scope=self.scope, request=self.request, flow=self.flow, subject=self.subject, proven=self.is_proven()
            )
        except rate_limits.RateLimited:
            raise forms.ValidationError(
                _("Too many attempts. What you typed is kept: please try again in an hour.")
            ) from None
        return cleaned


class ProtectedForm(CountedForm):
    """A public form. Call `form.is_valid()`; a filled honeypot is a form error too, and is not counted."""

    proof = forms.CharField(required=False, widget=ProofOfWorkInput)
    website = forms.CharField(required=False, widget=HoneypotInput, label="")

    def is_proven(self) -> bool:
        return proof_of_work.is_solved(self.cleaned_data.get("proof", ""))

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(_("This form could not be sent. Please try again in a few minutes."))
        return super().clean()
