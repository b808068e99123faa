"""Which reminders somebody wants, and whether they want thanks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly
from events.models import Reminder

THANKS = "thanks"


class RemindersForm(AsksPlainly, forms.Form):
    """One mark for each email that the event offers: its reminders, and the thanks after it."""

    reminders = forms.MultipleChoiceField(
        label=_("Send me an email"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: list[Reminder], thanks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reminders"]
        field.choices = [(kind.value, kind.label) for kind in offered]
        if thanks:
            field.choices += [(THANKS, _("afterwards, if I was there: thanks, with my certificate and the recording"))]
