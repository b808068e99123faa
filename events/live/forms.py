"""What people type on the live page."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly
from coalition.privacy import limits
from events.registrations.models import Registration

from .models import LONGEST


class QuestionForm(AsksPlainly, forms.Form):
    """One question to the hosts. How many somebody sends is limited by their link, which nobody else holds."""

    asks = {"text": _("Write your question.")}

    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_("The hosts see your question without your name. Do not name anyone in it."),
    )

    def __init__(self, *args: Any, request: HttpRequest, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.registration = registration

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                limits.check(scope="ask-hosts", request=self.request, flow=f"registration {self.registration.pk}")
            except limits.RateLimited:
                words = _("You have sent many questions. What you typed is kept: please try again in an hour.")
                raise forms.ValidationError(words) from None
        return cleaned
