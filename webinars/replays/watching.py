"""A file of a recording for whoever may watch it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from .permissions import may_watch


def of_a_replay(
    model: Any, found: Callable[[HttpRequest, Any, str], HttpResponseBase]
) -> Callable[..., HttpResponseBase]:
    """Return a view of a row of `model` that belongs to a recording: whoever may watch that gets what `found` says.

    No session is asked, and no cookie set: players ask for one part after the other.
    """

    @require_safe
    def view(request: HttpRequest, uid: UUID, extension: str = "") -> HttpResponseBase:
        row = get_object_or_404(model.objects.select_related("replay__event"), uid=uid)
        event = row.replay.event
        if not may_watch(row.replay, request.GET.get("invitation", "")):
            raise Http404
        hidden = event.closed or event.neutral_address
        response = found(request, row, "no-store, private" if hidden else "public, no-cache")
        response["X-Robots-Tag"] = "noindex"
        return response

    return view
