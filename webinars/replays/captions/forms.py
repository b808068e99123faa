"""Captions as the team of an event uploads, pastes and types them."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly
from coalition.pages.folding import fold
from coalition.pages.languages import language_name
from events.languages import SPOKEN
from webinars.replays.models import Transcript
from webinars.replays.moments import clock

from . import services, vtt

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


class TimeField(forms.Field):
    """A moment of the recording: `1:05` or `0:01:05.500`. Its value is milliseconds."""

    default_error_messages = {"invalid": _("Give a moment such as 1:05 or 0:01:05.500.")}
    WRITTEN = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)(?:[.,](\d{1,3}))?", re.ASCII)

    def prepare_value(self, value: Any) -> Any:
        """Return milliseconds as they are typed."""
        if not isinstance(value, int):
            return value
        rest = value % 1000
        return f"{clock(value)}.{rest:03}" if rest else clock(value)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        match = self.WRITTEN.fullmatch(text)
        if match is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
        return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((match[4] or "0").ljust(3, "0"))


class LineForm(AsksPlainly, forms.Form):
    """One line of the captions."""

    asks = {
        "start": gettext_lazy("Give the moment at which the line starts."),
        "end": gettext_lazy("Give the moment at which the line ends."),
        "text": gettext_lazy("Write what is said."),
    }

    start = TimeField(label=gettext_lazy("From"))
    end = TimeField(label=gettext_lazy("Until"))
    speaker = forms.CharField(label=gettext_lazy("Speaker"), max_length=vtt.LONGEST_SPEAKER, required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=vtt.LONGEST, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # what the line said when it was opened

    def clean_text(self) -> str:
        """Return the text without blank rows, which would end a line of captions."""
        return vtt.tidy(self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is not None and end is not None and end <= start:
            self.add_error("end", gettext("This line ends before it starts."))
        return cleaned

    def line(self) -> vtt.Line:
        """Return what was typed, from clean data."""
        data = self.cleaned_data
        return vtt.Line(data["start"], data["end"], data["text"], data["speaker"])


def overlaps(line: vtt.Line, transcript: Transcript, *, but: int | None = None) -> str:
    """Return in words which other lines are shown at the same time as `line`; "" for none."""
    others = services.overlapped(line, transcript, but=but)
    moments = ", ".join(clock(cue.start) for cue in others)
    return gettext("It is shown at the same time as the lines of %(moments)s.") % {"moments": moments} if others else ""
