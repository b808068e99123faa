"""What the team of an event uploads and names of its recording: files, captions, chapters, themes, documents."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.permissions import policy_registry

from coalition.form_messages import AsksPlainly
from coalition.languages.names import fold, language_name
from coalition.resources.models import ThemesFormField, theme_choices
from events.languages import SPOKEN
from events.models import Event
from events.online.forms import SecureAddressField

from . import vtt
from .media_files import LARGEST_PICTURE
from .spoken_text import LATEST

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
    asks = {"document": _("Choose a document.")}

    document = forms.ModelChoiceField(
        label=_("Slides or document"), queryset=get_document_model().objects.none(), widget=AdminDocumentChooser
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["document"]
        policy = policy_registry.get_by_type(get_document_model())
        field.queryset = policy.instances_user_has_any_permission_for(user, ["choose", "change"])


class AddressForm(forms.ModelForm):
    """Where the recording of an event is elsewhere; empty for nowhere."""

    class Meta:
        model = Event
        fields = ["recording_url"]
        field_classes = {"recording_url": SecureAddressField}


HEIGHTS = (1080, 720, 480, 360, 240)


class FileForm(AsksPlainly, forms.Form):
    asks = {"file": _("Choose a video or a sound file.")}

    file = forms.FileField(
        label=_("Video or sound"),
        help_text=_("MP4, WebM, Ogg or MP3. If it is too large to upload, give its address instead."),
        widget=forms.ClearableFileInput(attrs={"accept": "video/mp4,video/webm,audio/*"}),
    )
    height = forms.TypedChoiceField(
        label=_("Quality of the video"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("Only one quality")), *((height, f"{height}p") for height in HEIGHTS)],
    )


class PosterForm(AsksPlainly, forms.Form):
    """The picture that stands there before the recording plays."""

    asks = {"picture": _("Choose a picture.")}

    picture = forms.FileField(label=_("Picture before it plays"), help_text=_("A photograph or a title, 16 by 9."))

    def clean_picture(self) -> bytes:
        """Return the bytes of the picture. Raises ValidationError where there are too many."""
        sent: UploadedFile = self.cleaned_data["picture"]
        if (sent.size or 0) > LARGEST_PICTURE:
            raise forms.ValidationError(gettext("This picture is larger than 10 MB. Choose a smaller one."))
        return sent.read()


LARGEST_CAPTIONS = 2 * 1024 * 1024  # bytes
TOLD = 20  # problems of a file


def spoken_choices() -> list[tuple[str, str]]:
    """Return the languages that an event can be held in, by their names in the active language, and none first."""
    return [("", "---------"), *sorted(((code, language_name(code)) for code in SPOKEN), key=lambda row: fold(row[1]))]


class CaptionsForm(AsksPlainly, forms.Form):
    """WebVTT in one language, as a file or pasted. What is wrong is told with its lines."""

    asks = {"language": _("Choose the language of the captions.")}

    # No language is chosen already: what is sent takes the place of all that there is in it.
    language = forms.ChoiceField(label=_("Language of the captions"), choices=spoken_choices)
    file = forms.FileField(label=_("File (.vtt)"), required=False)
    text = forms.CharField(
        label=_("Or paste it here"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false"}),
    )  # fmt: skip
    lines: tuple[vtt.Line, ...] = ()
    remarks: tuple[vtt.Problem, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        sent, text = cleaned.get("file"), cleaned.get("text") or ""
        if isinstance(sent, UploadedFile):
            text = self._decoded(sent)
        if self.errors:
            return cleaned
        if not text.strip():
            self.add_error("file", gettext("Choose a file, or paste its text."))
            return cleaned
        found = vtt.read(text)
        if found.problems:
            self.add_error(None, told(found.problems))
        elif not found.lines:
            self.add_error(None, gettext("There is no line in it."))
        self.lines, self.remarks = found.lines, found.remarks
        return cleaned

    def _decoded(self, sent: UploadedFile) -> str:
        if (sent.size or 0) > LARGEST_CAPTIONS:
            self.add_error("file", gettext("This file is larger than 2 MB, so it holds no captions."))
            return ""
        try:
            return sent.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", gettext("This file is not written in UTF-8. Save it as UTF-8, and choose it again."))
            return ""


def told(problems: tuple[vtt.Problem, ...]) -> Any:
    """Return what is wrong, each with its line, as words for the CMS."""
    words = gettext("Line %(number)s: %(problem)s")
    rows = [(words % {"number": one.number, "problem": one.words},) for one in problems[:TOLD]]
    more = len(problems) - len(rows)
    if more > 0:
        rows.append((ngettext("and %(number)s more", "and %(number)s more", more) % {"number": more},))
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", rows))
