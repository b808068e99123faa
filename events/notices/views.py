"""The page where somebody chooses their reminders."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coalition.privacy.decorators import private_page
from events.registrations.actions import Action
from events.registrations.models import Registration
from events.registrations.own.page import own_page
from events.registrations.own.views import own_context

from . import services
from .forms import RemindersForm
from .offered import offered


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("reminders/")
def reminders(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show which reminders they get; on POST keep what they chose."""
    kinds = offered(found.event)
    options: dict[str, Any] = {"offered": kinds, "thanks": found.event.thanks}
    form = RemindersForm(**options, initial={"reminders": services.wanted(found)})
    if request.method == "POST":
        form = RemindersForm(request.POST, **options)
        if form.is_valid():
            services.choose(registration=found, wanted=set(form.cleaned_data["reminders"]))
            return HttpResponseRedirect(f"{request.path}?saved")
    context = {**own_context(found, token, bool(short_id)), "form": form, "saved": "saved" in request.GET}
    context["offered"] = kinds or found.event.thanks
    return render(request, "events/reminders.html", context, status=422 if form.errors else 200)


def reminders_action(found: Registration, own: str) -> Action | None:
    """Lead to the reminders from one's own page, while there may be any, or thanks after the event."""
    event = found.event
    over = event.last_end + (services.THANKS_UNTIL if event.thanks else timedelta()) <= timezone.now()
    if found.state == Registration.State.CANCELLED or over or not (offered(event) or event.thanks):
        return None
    return Action(label=_("Reminders"), url=f"{own}reminders/")
