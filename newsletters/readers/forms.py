"""Parse and validate, then one service call."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coalition.form_messages import AsksPlainly
from coalition.privacy import rate_limits
from coalition.privacy.email_addresses import AddressField, CodeField
from coalition.privacy.forms import CountedForm, OffersDiscretion, ProtectedForm
from coalition.resources.models import ThemesFormField, theme_choices
from newsletters.readers.models import Frequency, Reader, Recipients

from . import services

DISCREET_HELP = _("The sender and subject of each email then say nothing about violence or this site.")


class FoldedThemes(ThemesFormField):
    """Themes that stand folded: a form stays short on a phone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["template_name"] = "newsletters/folded_themes.html"
        super().__init__(**kwargs)


class AsksWishes(AsksPlainly, forms.Form):
    """A form that asks about what and how often somebody wants to read. No theme is every theme."""

    asks = {"frequency": _("Choose how often we write."), "themes": _("Choose themes from the list, or none.")}

    themes = FoldedThemes(
        label=_("Themes"),
        required=False,
        help_text=_("You receive everything, unless you choose themes here."),
        choices=theme_choices,
    )
    frequency = forms.ChoiceField(
        label=_("How often"), choices=Frequency.choices, initial=Frequency.EACH, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not theme_choices():
            del self.fields["themes"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.setdefault("themes", list(self.initial.get("themes") or []))
        return cleaned


class SubscribeForm(AsksWishes, OffersDiscretion, ProtectedForm):
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
    field_order = ["email", "language", "frequency", "themes", "discreet", "consent"]

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
        asked = {name: self.cleaned_data[name] for name in ("email", "language", "discreet", "themes", "frequency")}
        return services.subscribe(consent=self.words, **asked)


class CodeForm(ProtectedForm):
    scope = "type-code"
    asks = {"code": _("Enter the 6-digit code from our email.")}

    code = CodeField()


class SettingsForm(AsksWishes, OffersDiscretion):
    asks = {"language": _("Choose the language of our emails.")}

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    discreet = forms.BooleanField(label=_("Discreet emails"), required=False, help_text=DISCREET_HELP)

    field_order = ["language", "frequency", "themes", "discreet"]

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        kept = ("language", "frequency", "themes", "discreet")
        kwargs["initial"] = {name: getattr(reader, name) for name in kept}
        super().__init__(*args, **kwargs)
        self.reader = reader

    def save(self, *, is_proven: bool) -> Reader:
        return services.change_settings(reader=self.reader, is_proven=is_proven, **self.cleaned_data)


class SettingsCodeForm(CountedForm):
    """The code that was mailed to a reader. It is right and used up once the form is valid."""

    scope = "type-code"
    asks = {"code": _("Enter the 6-digit code from our email.")}
    code = CodeField()
    is_refused = False  # too many codes were asked for

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.flow = reader, f"newsletter-code:{reader.token_digest}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not services.is_right_settings_code(reader=self.reader, code=cleaned["code"]):
            self.add_error("code", _("This code is wrong or has expired. Check the digits, or ask for a new one."))
        return cleaned

    def mail(self, *, again: bool) -> None:
        """Mail a code. The form is the same whether or not the mailbox may get an email now."""
        try:
            rate_limits.check(scope="code", request=self.request, flow=self.flow)
        except rate_limits.RateLimited:
            self.is_refused = True
        else:
            services.mail_settings_code(reader=self.reader, again=again)


class RecipientsForm(forms.Form):
    frequency = forms.ChoiceField(
        label=_("This is"),
        choices=[
            (Frequency.EACH, pgettext_lazy("edition", "An edition, for those who want each one")),
            (Frequency.MONTHLY, pgettext_lazy("edition", "The monthly digest, for those who want a digest")),
        ],
        widget=forms.RadioSelect,
    )
    themes = ThemesFormField(
        label=_("Its themes"),
        required=False,
        help_text=_("It goes to readers who asked for one of these themes, or for all. Tick none to send it to all."),
        choices=theme_choices,
    )

    def __init__(self, *args: Any, chosen: Recipients, **kwargs: Any) -> None:
        kwargs["initial"] = {"frequency": chosen.frequency, "themes": chosen.themes}
        super().__init__(*args, **kwargs)
        self.translation_key = chosen.translation_key
        if not theme_choices():
            del self.fields["themes"]

    def save(self) -> Recipients:
        typed = {"themes": [], **self.cleaned_data}
        return services.choose_recipients(translation_key=self.translation_key, **typed)
