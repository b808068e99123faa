"""What somebody says of their private calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly

TITLES = _("Show the titles of events. Without this, your calendar says “Appointment” and when.")


class MakeForm(AsksPlainly, forms.Form):
    """A new private calendar, or one that there is already."""

    address = forms.CharField(
        label=_("The address of my private calendar"),
        max_length=300,
        required=False,
        help_text=_("Leave empty to make a new one."),
    )
    shows_titles = forms.BooleanField(label=TITLES, required=False)

    def refuse(self) -> None:
        """Say that no calendar is behind the address."""
        self.add_error("address", _("No private calendar has this address. Copy it from your calendar, whole."))
