"""Pieces of a large file in the CMS, as `static/webinars/pieces.js` sends them."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from . import pieces, services
from .cms import FILE_REFUSALS, OfEvent


class PieceForm(forms.Form):
    """One piece, where it belongs, and of how much."""

    upload = forms.UUIDField()
    offset = forms.IntegerField(min_value=0)
    total = forms.IntegerField(min_value=1, max_value=services.LARGEST)
    height = forms.IntegerField(min_value=0, max_value=10_000, required=False)
    piece = forms.FileField()


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
