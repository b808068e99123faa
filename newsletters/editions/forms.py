"""What an editor ticks before a test, and before an edition goes out."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.privacy.forms import OffersDiscretion
from newsletters.editions.services import Version


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


class SendForm(forms.Form):
    """The last question before an edition goes out."""

    sure = forms.BooleanField(
        label=pgettext_lazy("newsletter", "Send it now to all these readers. It cannot be undone.")
    )
