"""The recording of one event in the CMS, for its team: what is there, one form for each thing that can be added."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.log_actions import log

from coalition.pages.pictures import Unreadable
from events.models import Event
from events.online import services as rooms
from events.pages.models import EventPage
from events.permissions import invitation
from events.team.policies import InWorkspace

from . import media_files, services
from . import services as captions
from .forms import AddressForm, CaptionsForm, ChaptersForm, DocumentForm, FileForm, PosterForm, ThemesForm, told
from .models import MediaFile, Replay, Transcript
from .permissions import may_edit, took_place
from .spoken_text import clock
from .views import send_captions, send_file

REFUSALS: dict[type[Exception], Any] = {
    media_files.NotPlayable: gettext_lazy(
        "This is no MP4, WebM, Ogg or MP3 file. Save it anew in one of these formats."
    ),
    media_files.TooLarge: gettext_lazy("This file is larger than 2 GB. Save it in a lower quality."),
    media_files.ThereAlready: gettext_lazy("This file is there already, or there are twelve files."),
    Unreadable: gettext_lazy("This is no picture that we can read. Save it as JPEG or PNG."),
}


class OfEvent(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_edit(request.user, self.event):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def event(self) -> Event:
        return get_object_or_404(Event, pk=self.kwargs["event"])

    def log_change(self) -> None:
        log(instance=self.event, action="events.change_recording", user=self.request.user)

    def back(self) -> HttpResponse:
        return redirect("webinars_replays:recording", self.event.pk)


class RecordingView(InWorkspace, OfEvent, TemplateView):
    """What there is to watch and to read; POST adds what the pressed form holds."""

    header_icon = "media"
    tab = "recording"
    template_name = "webinars/replays/cms/recording.html"
    page_title = pgettext_lazy("heading of a page", "Recording")

    def get_page_subtitle(self) -> str:
        return str(self.event)

    def forms(self, pressed: str = "") -> dict[str, Any]:
        """Return the forms by their names; the `pressed` one with what was sent."""
        made: dict[str, Any] = {
            "file": FileForm, "address": AddressForm, "poster": PosterForm, "captions": CaptionsForm,
            "chapters": ChaptersForm, "themes": ThemesForm,
            "document": lambda *data, **more: DocumentForm(*data, user=self.request.user, **more),
        }  # fmt: skip
        more: dict[str, Any] = {
            "themes": {"initial": {"themes": services.replay_of(self.event).themes}},
            "address": {"instance": self.event},
        }
        sent = (self.request.POST, self.request.FILES)
        return {
            name: make(*(sent if name == pressed else ()), prefix=name, **more.get(name, {}))
            for name, make in made.items()
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Replay.objects.prefetch_related("files", "transcripts__passages", "documents__document")
        replay = rows.filter(event_id=self.event.pk).first() or Replay(event=self.event)
        saved = replay.pk is not None
        page = EventPage.objects.live().filter(event_id=self.event.pk).first() if replay.published else None
        return super().get_context_data(**kwargs) | {
            "replay": replay,
            "files": replay.files.all() if saved else (),
            "transcripts": replay.transcripts.all() if saved else (),
            "documents": replay.documents.all() if saved else (),
            "chapters": [
                (str(name), [f"{clock(start)} {title}" for start, title in found])
                for code, name in settings.LANGUAGES
                if (found := replay.chapters.get(code))
            ],
            "plays": services.has_something_to_watch(replay),
            "is_over": took_place(self.event),
            "page_url": f"{page.url}replay/{invitation(self.event)}" if page else "",
            "forms": kwargs.get("forms") or self.forms(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pressed = request.POST.get("what", "")
        if pressed in ("publish", "withdraw"):
            return self.show_or_hide(published=pressed == "publish")
        forms = self.forms(pressed)
        if pressed not in forms:
            raise Http404
        form = forms[pressed]
        if form.is_valid():
            try:
                done = self.save(pressed, form)
            except tuple(REFUSALS) as refusal:
                form.add_error(next(iter(form.fields)), str(REFUSALS[type(refusal)]))
            else:
                self.log_change()
                messages.success(request, done)
                return self.back()
        return self.render_to_response(self.get_context_data(forms=forms))

    def save(self, what: str, form: Any) -> str:
        """Keep what the form `what` holds; return what is said then. Raises one of REFUSALS."""
        data, event = form.cleaned_data, self.event
        match what:
            case "file":
                media_files.add_file(event=event, file=data["file"], height=data["height"] or 0)
                return _("The file is added.")
            case "address":
                rooms.set_recording(event=event, address=data["recording_url"], user=self.request.user)
                return _("Your changes are saved.")
            case "poster":
                media_files.set_poster(event=event, content=data["picture"])
                return _("The picture is saved.")
            case "captions":
                captions.put_captions(event=event, language=data["language"], lines=form.lines)
                if form.remarks:
                    messages.warning(self.request, told(form.remarks))
                return _("The captions are saved.")
            case "chapters":
                services.set_chapters(event=event, language=data["language"], chapters=data["chapters"])
                return _("The chapters are saved.")
            case "themes":
                services.set_themes(event=event, themes=data["themes"])
                return _("The themes are saved.")
        services.add_document(event=event, document=data["document"])
        return _("The document is added.")

    def show_or_hide(self, *, published: bool) -> HttpResponse:
        try:
            services.publish(event=self.event, published=published)
        except services.NothingToWatch:
            messages.error(self.request, _("There is nothing to watch yet: add a video or a sound first."))
        else:
            self.log_change()
            done = _("The recording is published.") if published else _("The recording is published no more.")
            messages.success(self.request, done)
        return self.back()


class OfRow(OfEvent):
    """What is about one file, the captions in one language, or a document."""

    model: ClassVar[Any]

    @cached_property
    def row(self) -> Any:
        return get_object_or_404(self.model.objects.select_related("replay__event"), pk=self.kwargs["pk"])

    @cached_property
    def event(self) -> Event:
        return self.row.replay.event


class FileView(OfRow):
    """A file as the team hears and sees it before it is published."""

    http_method_names = ["get", "head"]
    model = MediaFile

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return send_file(request, self.row, "no-store, private")


class CaptionsView(OfRow):
    """The captions in one language as a file, to be corrected and uploaded again."""

    http_method_names = ["get", "head"]
    model = Transcript

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = send_captions(request, self.row, "no-store, private")
        response["Content-Disposition"] = f'attachment; filename="captions-{self.row.language}.vtt"'
        return response


class DeleteView(OfRow):
    """Take a row away from the recording, on POST; `done` says so."""

    http_method_names = ["post"]
    model: ClassVar[Any] = None
    done: ClassVar[Any] = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.model is MediaFile:
            media_files.remove_file(file=self.row)  # a recording without anything else to watch is withdrawn
        else:
            self.row.delete()
        self.log_change()
        messages.success(request, self.done)
        return self.back()
