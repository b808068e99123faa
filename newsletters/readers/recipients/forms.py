"""Parse and validate, then one service call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.resources.fields import ThemesFormField, theme_choices
from newsletters.readers.models import Frequency
from newsletters.readers.recipients import services
from newsletters.readers.recipients.models import Recipients
from newsletters.readers.segments.models import Segment

KINDS = [
    (Frequency.EACH, pgettext_lazy("edition", "An edition, for those who want each one")),
    (Frequency.MONTHLY, pgettext_lazy("edition", "The monthly digest, for those who want a digest")),
]


class RecipientsForm(forms.Form):
    """Whom an edition is for."""

    frequency = forms.ChoiceField(label=_("This is"), choices=KINDS, widget=forms.RadioSelect)
    themes = ThemesFormField(
        label=_("Its themes"),
        required=False,
        help_text=_("It goes to readers who asked for one of these themes, or for all. Tick none to send it to all."),
        choices=theme_choices,
    )

    segment = forms.ModelChoiceField(
        Segment.objects.all(), label=_("Segment"), required=False, empty_label=_("All readers")
    )

    def __init__(self, *args: Any, recipients: Recipients, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "frequency": recipients.frequency,
            "themes": recipients.themes,
            "segment": recipients.segment,
        }
        super().__init__(*args, **kwargs)
        self.recipients = recipients

    @property
    def themes_offered(self) -> bool:
        """Say whether the library has themes to choose from."""
        return bool(theme_choices())

    def save(self) -> Recipients:
        """Keep what was chosen."""
        return services.choose(translation_key=self.recipients.translation_key, **self.cleaned_data)
