"""The link of every mail to who speaks: one button has their address forgotten."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coalition.privacy import tokens
from coalition.privacy.decorators import private_page

from . import services
from .models import SpeakerContact


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, token: str, short_id: str) -> HttpResponse:
    """Ask once more, then forget the address. Opening the link changes nothing: mail scanners open links."""
    rows = SpeakerContact.objects.filter(
        token_digest=tokens.digest(token), speaker__programme__event__short_id=short_id
    )
    contact = rows.select_related("speaker").first()
    if contact is None:
        raise Http404
    if request.method == "POST":
        services.forget(contact)
    return render(request, "events/speaker.html", {"forgotten": request.method == "POST", "neutral": True})
