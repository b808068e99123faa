"""Chapters, themes and documents of a recording, as its team names them."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.permissions import policy_registry

from coalition.asking import AsksPlainly
from coalition.resources.fields import ThemesFormField, theme_choices
from webinars.replays.moments import LATEST

MOST_CHAPTERS, MOST_THEMES = 100, 5
CHAPTER = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\s+(\S.{0,149})", re.ASCII)


class ChaptersForm(AsksPlainly, forms.Form):
    """Chapters in one language: a moment and a title on each line."""

    asks = {"language": _("Choose the language of the chapters.")}

    # No language is chosen already: what is sent takes the place of all that there is in it.
    language = forms.ChoiceField(label=_("Language of the chapters"), choices=[("", "---------"), *settings.LANGUAGES])
    chapters = forms.CharField(
        label=_("Chapters"), required=False,
        help_text=_("One on each line: 0:00 Welcome. Leave it empty to remove the chapters in this language."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )  # fmt: skip

    def clean_chapters(self) -> list[tuple[int, str]]:
        """Return start in milliseconds and title of each. Raises ValidationError with the line that is wrong."""
        found: dict[int, str] = {}
        rows = [(number, row.strip()) for number, row in enumerate(self.cleaned_data["chapters"].splitlines(), 1)]
        for number, row in rows:
            match = CHAPTER.fullmatch(row)
            if row and match is None:
                words = gettext("Line %(number)s does not say a moment and a title, such as 12:30 Questions.")
                raise forms.ValidationError(words % {"number": number})
            if match:
                start = (int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])) * 1000
                if start in found or start > LATEST:
                    words = gettext("Line %(number)s starts at the same moment as another one.")
                    raise forms.ValidationError(words % {"number": number})
                found[start] = match[4]
        if len(found) > MOST_CHAPTERS:
            raise forms.ValidationError(gettext("There are more than 100 chapters."))
        return sorted(found.items())


class ThemesForm(forms.Form):
    """What the recording is about, in the words of the library."""

    themes = ThemesFormField(
        label=_("Themes"), required=False, choices=theme_choices,
        help_text=_("The library lists the recording under them. Five at most."),
    )  # fmt: skip

    def clean_themes(self) -> list[str]:
        """Return the slugs. Raises ValidationError for too many: a recording about everything is found by nobody."""
        themes: list[str] = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise forms.ValidationError(gettext("Choose five themes at most."))
        return themes


class DocumentForm(AsksPlainly, forms.Form):
    """One more document of the library."""

    asks = {"document": _("Choose a document.")}

    document = forms.ModelChoiceField(
        label=_("Slides or document"), queryset=get_document_model().objects.none(), widget=AdminDocumentChooser
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["document"]
        policy = policy_registry.get_by_type(get_document_model())
        field.queryset = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
