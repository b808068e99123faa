"""The CMS's forms of local governments: one field per language for names."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from coalition.cms.forms import MakesWord

from .place_names import localised


def name_fields() -> dict[str, forms.CharField]:
    return {
        f"name_{code}": forms.CharField(label=_("Name in %s") % language, max_length=200, required=False)
        for code, language in settings.LANGUAGES
    }


class NamesForm(WagtailAdminModelForm):
    """The editor's form of a local government: `names` is typed in one field per language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, _language in settings.LANGUAGES:
            self.initial.setdefault(f"name_{code}", self.instance.names.get(code, ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = {code: cleaned.get(f"name_{code}", "").strip() for code, _language in settings.LANGUAGES}
        self.instance.names = {code: name for code, name in typed.items() if name}
        if not self.instance.names:
            self.add_error(f"name_{settings.LANGUAGE_CODE}", _("Give a name in at least one language."))
        return cleaned

    def clean_slug(self) -> str:
        """Keep the address of a government that has one: an empty field never moves a profile."""
        return self.cleaned_data["slug"] or self.initial.get("slug", "")

    def _get_validation_exclusions(self) -> set[str]:
        # `names` is checked above, where the message can stand beside a field.
        return super()._get_validation_exclusions() | {"names"}


class OwnCode(MakesWord):
    """Makes the code of a local government or a territory from its country and its name."""

    def made_of(self, cleaned: dict[str, Any]) -> str:
        return f"{cleaned.get('country', '')} {localised(self.instance.names)}"


GovernmentForm = type("GovernmentForm", (OwnCode, NamesForm), name_fields())
