"""Parse and validate, then one service call."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalition.privacy.fields import AddressField, CodeField
from coalition.privacy.forms import OffersDiscretion, ProtectedForm
from newsletters.readers import services
from newsletters.readers.models import Reader

DISCREET_HELP = _("The sender and subject of each email then say nothing about violence or this site.")


class SubscribeForm(OffersDiscretion, ProtectedForm):
    """Ask for the newsletter. The answer is the same for every address."""

    scope = "subscribe"
    asks = {"email": _("Enter your email address."), "language": _("Choose the language of our emails.")}

    email = AddressField(
        label=_("Email address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    discreet = forms.BooleanField(label=_("Discreet emails"), required=False, help_text=DISCREET_HELP)
    consent = forms.BooleanField(
        label="",
        error_messages={"required": _("Tick the box to agree, so that we may write to you.")},
    )
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        self.words = services.consent_words(language)
        self.fields["language"].initial = language
        self.fields["consent"].label = self.words.text
        self.fields["shown"].initial = self.words.digest

    def clean_consent(self) -> bool:
        """Refuse an agreement to words that were shown before a new version, or on a page in another language."""
        if self.data.get("shown") != self.words.digest:
            self.data = {**dict(self.data.items()), "consent": "", "shown": self.words.digest}
            raise forms.ValidationError(_("These words changed meanwhile. Please read them, then agree again."))
        return bool(self.cleaned_data["consent"])

    def save(self) -> str:
        """Take the request; return the handle of the page where the code is typed."""
        data = self.cleaned_data
        return services.subscribe(
            email=data["email"], language=data["language"], discreet=data["discreet"], consent=self.words
        )


class CodeForm(ProtectedForm):
    """Type the code of the mail."""

    scope = "type-code"
    asks = {"code": _("Enter the 6-digit code from our email.")}

    code = CodeField()


class SettingsForm(OffersDiscretion):
    """Change how the editions come."""

    asks = {"language": _("Choose the language of our emails.")}

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    discreet = forms.BooleanField(label=_("Discreet emails"), required=False, help_text=DISCREET_HELP)

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": reader.language, "discreet": reader.discreet}
        super().__init__(*args, **kwargs)
        self.reader = reader

    def save(self) -> Reader:
        """Keep the settings."""
        return services.change_settings(reader=self.reader, **self.cleaned_data)
