"""Which reminders somebody wants."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly
from events.models import Reminder


class RemindersForm(AsksPlainly, forms.Form):
    """One mark for each reminder that the event offers."""

    reminders = forms.MultipleChoiceField(
        label=_("Send me an email"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: list[Reminder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reminders"]
        field.choices = [(kind.value, kind.label) for kind in offered]
