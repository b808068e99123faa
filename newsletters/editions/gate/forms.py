"""What an editor chooses for readers whose language an edition lacks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from coalition.pages.languages import site_language_name
from newsletters.editions.services import Version

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
