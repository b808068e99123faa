"""Captions in the CMS: a page of lines, and one form for each line."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.admin import messages

from coalition.pages.forms import retype
from coalition.pages.languages import direction, language_name
from events.models import Event
from webinars.replays.cms import OfEvent, OfEventPage
from webinars.replays.models import Cue, Transcript
from webinars.replays.moments import clock

from . import services
from .forms import LineForm, overlaps

PER_PAGE = 100


class OfTranscript(OfEvent):
    """What is about the captions in one language."""

    @cached_property
    def transcript(self) -> Transcript:
        """The captions that the address names."""
        return get_object_or_404(Transcript.objects.select_related("replay__event"), pk=self.kwargs["pk"])

    @cached_property
    def event(self) -> Event:
        return self.transcript.replay.event

    def to_line(self, start: int) -> HttpResponse:
        """Lead to the page of the list that holds the line which starts at `start`."""
        before = self.transcript.cues.filter(start__lt=start).count()
        url = redirect("webinars_replays:captions", self.transcript.pk)["Location"]
        return redirect(f"{url}?p={before // PER_PAGE + 1}#line-{start}")


class CaptionsView(OfTranscript, OfEventPage):
    """The lines in order, with a link to the form of each."""

    template_name = "webinars/replays/cms/captions.html"

    def get_page_title(self) -> str:
        return _("Captions: %(language)s") % {"language": language_name(self.transcript.language)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.transcript.cues.all(), PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "event": self.event,
            "transcript": self.transcript,
            "direction": direction(self.transcript.language),
            "cues": [(cue, clock(cue.start), clock(cue.end)) for cue in page],
            "page_obj": page,
        }


class DeleteCaptionsView(OfTranscript):
    """Take the captions in one language away, on POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.transcript.delete()
        messages.success(request, _("The captions are removed."))
        return self.back()


class NewLineView(OfTranscript, OfEventPage):
    """One more line."""

    template_name = "webinars/replays/cms/line.html"
    page_title = pgettext_lazy("heading", "Add a line")
    cue: Cue | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"transcript": self.transcript, "cue": self.cue, "form": kwargs.get("form") or LineForm()}
        return super().get_context_data(**kwargs) | context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = LineForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        line = form.line()
        try:
            self.save(form)
        except services.Misplaced:
            form.add_error("start", _("Another line starts at the same moment."))
            return self.render_to_response(self.get_context_data(form=form))
        if remark := overlaps(line, self.transcript, but=self.cue.pk if self.cue else self.made):
            messages.warning(request, remark)
        messages.success(request, _("The line is saved."))
        return self.to_line(line.start)

    made: int | None = None

    def save(self, form: LineForm) -> None:
        """Keep what was typed."""
        self.made = services.add(transcript=self.transcript, line=form.line()).pk


class LineView(NewLineView):
    """Change a line, or take it away; what somebody else did with it meanwhile is told."""

    page_title = pgettext_lazy("heading", "Change a line")

    @cached_property
    def cue(self) -> Cue:  # type: ignore[override]
        """The line that the address names."""
        return get_object_or_404(Cue.objects.select_related("transcript__replay__event"), pk=self.kwargs["pk"])

    @cached_property
    def transcript(self) -> Transcript:
        return self.cue.transcript

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cue = self.cue
        initial = {name: getattr(cue, name) for name in ("start", "end", "speaker", "text")}
        form = kwargs.get("form") or LineForm(initial=initial | {"seen": services.version_of(cue)})
        return super().get_context_data(**kwargs | {"form": form})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if "remove" in request.POST:
                services.change(cue=self.cue, seen=request.POST.get("seen", ""), line=None)
                messages.success(request, _("The line is removed."))
                return self.to_line(self.cue.start)
            return super().post(request, *args, **kwargs)
        except services.Changed:
            return self.show_again()

    def show_again(self) -> HttpResponse:
        """Tell what the line says now, and keep what was typed."""
        now = Cue.objects.filter(pk=self.cue.pk).first()
        if now is None:
            messages.error(self.request, _("Somebody else removed this line meanwhile."))
            return self.to_line(self.cue.start)
        form = LineForm(self.request.POST)
        retype(form, seen=services.version_of(now))
        said = f"{clock(now.start)} – {clock(now.end)} {now.speaker} {now.text}"
        words = _("Somebody else changed this line while you had it open, so nothing was saved. It now says: %(line)s. "
                  "What you typed is kept below: save again to put it in its place.")  # fmt: skip
        form.add_error(None, words % {"line": said})
        return self.render_to_response(self.get_context_data(form=form))

    def save(self, form: LineForm) -> None:
        services.change(cue=self.cue, seen=form.cleaned_data["seen"], line=form.line())
