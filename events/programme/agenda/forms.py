"""Which languages a registered person needs."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition import dates
from coalition.asking import AsksPlainly
from events.languages import language_name
from events.programme.models import LANGUAGES


class LanguagesForm(AsksPlainly, forms.Form):
    """The languages that are needed, spoken and signed."""

    asks = {"languages": _("Choose the languages from the list.")}

    languages = forms.MultipleChoiceField(
        label=_("Languages that you need"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(code, language_name(code)) for code in LANGUAGES],
    )

    def __init__(self, *args: Any, until: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = gettext(
            "We use your choice to plan interpretation. Choose only what you need to follow the sessions, by %(day)s."
        )
        self.fields["languages"].help_text = words % {"day": dates.day(until)}
