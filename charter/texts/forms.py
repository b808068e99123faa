"""The form of who read a version."""

from django import forms
from django.utils.translation import gettext_lazy


class ReadForm(forms.Form):
    """The person who proposes or publishes a version confirms having read the text in each language shown."""

    read = forms.BooleanField(
        label=gettext_lazy("I have read the text below in each language."),
        error_messages={"required": gettext_lazy("Read the text in each language, then tick the box.")},
    )
