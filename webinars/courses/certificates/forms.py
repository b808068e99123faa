"""What the holder says of a certificate of a course."""

import unicodedata
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly
from coalition.privacy import limits
from webinars.courses.learning.models import Enrolment

from .services import BADGE, PDF

NO_NAME = "@/:"  # signs of addresses: no name of a person has them


class CourseCertificateForm(AsksPlainly, forms.Form):
    """The name on the certificate, and whether whoever checks it is told the name too."""

    asks = {"name": _("Enter the name for the certificate.")}

    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    shows_name = forms.BooleanField(
        label=_("Show the name to whoever checks the certificate"),
        required=False,
        help_text=_("Otherwise the page says only that the certificate is genuine, and gives the course and the date."),
    )

    def __init__(self, *args: Any, request: HttpRequest, enrolment: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.enrolment = request, enrolment

    def clean_name(self) -> str:
        """Refuse what is an address or a number and no name, in whichever width it is written."""
        name: str = self.cleaned_data["name"]
        if any(sign.isdigit() or sign in NO_NAME for sign in unicodedata.normalize("NFKC", name)):
            raise forms.ValidationError(_("Enter a name without digits and without the signs @, / and :."))
        return name

    def clean(self) -> dict[str, Any]:
        """Count the attempt, once there is a name: each draws and signs a file."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                limits.check(scope="course-certificate", request=self.request, flow=self.enrolment.token_digest)
            except limits.RateLimited:
                raise forms.ValidationError(
                    _("Too many attempts. What you typed is kept: please try again in an hour.")
                ) from None
        return cleaned

    def wanted(self) -> str:
        """Return which of the two buttons was pressed."""
        return BADGE if self.data.get("as") == BADGE else PDF
