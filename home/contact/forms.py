"""Parse and validate, then one service call."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coalition.privacy.fields import AddressField
from coalition.privacy.forms import ProtectedForm
from home.contact import services
from home.contact.models import LONGEST_TEXT, ContactMessage, Topic


class ContactForm(ProtectedForm):
    """Write to the network. The address is optional: without one there is no answer."""

    scope = "contact"

    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Topic,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what your message is about."),
                        "invalid_choice": _("Choose what your message is about.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Enter your message.")},
    )
    name = forms.CharField(
        label=pgettext_lazy("of a person", "Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    email = AddressField(
        label=_("Your email address"),
        required=False,
        help_text=_("So that we can answer you. Leave it empty if you want no answer."),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )
    safely = forms.CharField(
        label=_("How can we answer you safely?"),
        max_length=300,
        required=False,
        help_text=_("For example: write in neutral words, or only in the morning. A person of the team reads it."),
        widget=forms.TextInput({"dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["topic", "text", "name", "email", "safely"])

    def save(self) -> ContactMessage:
        typed = {name: self.cleaned_data[name] for name in ("topic", "text", "name", "email", "safely")}
        language = get_language() or settings.LANGUAGE_CODE
        return services.write(language=language, **typed)
