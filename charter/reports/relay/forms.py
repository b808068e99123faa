"""What one town hall writes to another: plain text, read into nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charter.reports.reading import clean
from charter.reports.relay.models import LONGEST_MESSAGE
from coalition.privacy.forms import ProtectedForm


class PlainTextField(forms.CharField):
    """Text as documents hold it: line feeds end lines, no NUL and no other control sign is left."""

    def to_python(self, value: Any) -> str:
        return super().to_python(clean(value or "")) or ""


class PeerMessageForm(ProtectedForm):
    """A message. Beside the attempts that are counted here, a government writes so many a day."""

    scope = "write"
    asks = {"text": _("Enter your message.")}
    text = PlainTextField(
        label=_("Your message"),
        help_text=_(
            "Plain text, at most 2000 characters. Write nothing that could identify a woman whom you "
            "helped: no name, no address, no story that only she could tell."
        ),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )
