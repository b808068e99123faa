"""The CMS's forms of a programme."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from events.languages import language_name

from .models import LANGUAGES, Room, Track
from .plan import in_use


class LanguageChoices:
    """Every spoken and signed language, by name in the language of whoever looks."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter([("", "---------"), *((code, language_name(code)) for code in LANGUAGES)])


class LanguageSelect(forms.Select):
    """A select box of languages."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices: Any = LanguageChoices()

    def __deepcopy__(self, memo: Any) -> "LanguageSelect":
        return LanguageSelect(self.attrs.copy())


class SessionForm(WagtailAdminModelForm):
    """Offers the rooms and tracks of the session's own programme, once that is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own := self.instance.programme_id:
            self.fields["room"].queryset = Room.objects.filter(programme=own)
            self.fields["track"].queryset = Track.objects.filter(programme=own)


class ProgrammeForm(WagtailAdminModelForm):
    """Refuses to take away rooms, tracks and interpreters that sessions need."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for formset in self.formsets.values():
            for form in formset.deleted_forms if formset.is_bound else ():
                if form.instance.pk and (sessions := in_use(form.instance)):
                    message = _("%(name)s is used by sessions: %(sessions)s. Change these first.")
                    words = {"name": form.instance, "sessions": sessions}
                    self.add_error(None, forms.ValidationError(message, code="used", params=words))
        return cleaned
