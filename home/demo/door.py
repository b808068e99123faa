"""`/demo/door/`: what a volunteer at a door gets, without the way to it: the door, and tickets to try it with."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from coalition.privacy.decorators import private_page
from coalition.users.models import User
from events.door.models import Door
from events.registrations.emails import own_path
from events.registrations.models import Registration

VOLUNTEER = "host"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Show the door and its guests; on POST log in as who stands there, with the password that everybody knows."""
    found = Door.objects.select_related("event").order_by("pk").first()
    if found is None or not settings.DEMO:
        raise Http404
    if request.method == "POST":
        login(request, User.objects.get(username=VOLUNTEER), backend=BACKEND)
        return redirect("events_door:door", found.pk)
    guests = Registration.objects.filter(event=found.event, email__endswith="@guests.example").select_related("event")
    rows = [(guest, f"{own_path(guest, guest.language)}ticket/") for guest in guests.order_by("pk")]
    return render(request, "demo/door.html", {"door": found, "guests": rows})
