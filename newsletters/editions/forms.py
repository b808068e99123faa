"""What an editor fills in before a test, and before an edition goes out."""

from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from coalition import dates
from coalition.languages.names import site_language_name
from coalition.privacy.forms import OffersDiscretion

from .services import Version


class TestForm(OffersDiscretion):
    """Which languages of an edition an editor wants to see in their own mailbox."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    discreet = forms.BooleanField(label=_("As discreet emails"), required=False)

    def __init__(self, *args: Any, versions: list[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        written = [version.language for version in versions if version.page]
        languages = cast(forms.MultipleChoiceField, self.fields["languages"])
        languages.choices = [(code, names[code]) for code in written]
        languages.initial = written


class TimeForm(forms.Form):
    at = forms.DateTimeField(
        label=_("Day and time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_at(self) -> datetime | None:
        """Take what was typed as the time of the site's zone, and refuse one that has passed."""
        typed: datetime | None = self.cleaned_data["at"]
        if typed is None:
            return None
        at = timezone.make_aware(timezone.make_naive(typed), ZoneInfo(self.zone))
        if at <= timezone.now():
            raise forms.ValidationError(_("Choose a time in the future."))
        return at

    @property
    def zone(self) -> str:
        """Return the time zone in which it is asked: that of the site, as everywhere in the CMS."""
        return settings.TIME_ZONE

    @property
    def zone_name(self) -> str:
        return dates.zone_name()


class AskForm(TimeForm):
    """What is asked of a second person: to send this edition, now or later, to all or to a first part before."""

    canary = forms.BooleanField(
        label=_("One reader in a hundred receives it first, the others half an hour later"),
        required=False,
        initial=True,
    )


class MoveForm(TimeForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["at"]:
            self.add_error("at", _("Choose a day and a time."))
        return cleaned

    @property
    def told(self) -> str:
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


NOTHING = "nothing"


class FallbacksForm(forms.Form):
    """For each language in which the edition is not published: which one its readers receive, or nothing."""

    def __init__(self, *args: Any, versions: list[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = [version.language for version in versions if version.page and version.page.live]
        others = [(code, site_language_name(code)) for code in published]
        for version in versions:
            if version.language in published or not published:
                continue
            readers = ngettext("%(count)d reader", "%(count)d readers", version.readers) % {"count": version.readers}
            label = _("%(language)s (%(readers)s)") % {
                "language": site_language_name(version.language),
                "readers": readers,
            }
            self.fields[version.language] = forms.ChoiceField(
                label=label,
                choices=[("", _("Not decided")), *others, (NOTHING, pgettext("readers receive", "Nothing"))],
                required=False,
                initial=(version.text_language or NOTHING) if version.decided else "",
            )

    def chosen(self) -> dict[str, str | None]:
        """Return what was chosen for each language: a language, "" for nothing, or None where it is not decided."""
        return {code: "" if value == NOTHING else value or None for code, value in self.cleaned_data.items()}
