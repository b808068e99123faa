"""Which languages a registered person needs."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
        help_text=_("We plan interpreters by it. Choose only what you need to follow."),
    )
