"""Files of a recording in the CMS: seen, taken away, and large ones in pieces (`static/webinars/pieces.js`)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from events.models import Event
from webinars.replays.cms import OfEvent
from webinars.replays.models import MediaFile

from . import pieces, services
from .forms import PieceForm
from .kinds import NotPlayable
from .views import send_file

FILE_REFUSALS: dict[type[Exception], Any] = {
    NotPlayable: gettext_lazy("This is no whole MP4, WebM, Ogg or MP3 file. Save it anew in one of these formats."),
    services.TooLarge: gettext_lazy("This file is larger than 2 GB. Save it in a lower quality."),
    services.ThereAlready: gettext_lazy("This file is there already, or there are twelve files."),
}


class OfFile(OfEvent):
    """What is about one file."""

    @cached_property
    def file(self) -> MediaFile:
        """The file that the address names."""
        return get_object_or_404(MediaFile.objects.select_related("replay__event"), pk=self.kwargs["pk"])

    @cached_property
    def event(self) -> Event:
        return self.file.replay.event


class FileView(OfFile):
    """A file as the team hears and sees it before it is published."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return send_file(request, self.file, "no-store, private")


class DeleteFileView(OfFile):
    """Take a file away, on POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.remove_file(file=self.file)
        messages.success(request, _("The file is removed."))
        return self.back()


class PieceView(OfEvent):
    """Take a piece, on POST; answer how many bytes are there, or with the last one that the file was added."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PieceForm(request.POST, request.FILES)
        if not form.is_valid():
            return JsonResponse({"error": str(FILE_REFUSALS[services.TooLarge])}, status=400)
        data = form.cleaned_data
        mine: dict[str, Any] = {"event": self.event, "user": request.user, "upload": data["upload"]}
        try:
            size = pieces.append(**mine, offset=data["offset"], piece=data["piece"].read())
            if size < data["total"]:
                return JsonResponse({"size": size})
            pieces.finish(**mine, height=data["height"] or 0)
        except pieces.OutOfStep as refusal:
            return JsonResponse({"size": refusal.size}, status=409)
        except tuple(FILE_REFUSALS) as refusal:
            return JsonResponse({"error": str(FILE_REFUSALS[type(refusal)])}, status=400)
        messages.success(request, _("The file is added."))
        return JsonResponse({"done": True})
