"""The page of a personal invitation. What opens nothing answers alike: unknown, used, withdrawn or over."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from coalition.privacy.decorators import private_page
from events.models import RegistrationClosed
from events.pages.moments import when
from events.registrations import emails, registering
from events.registrations.admission import PersonalInvitation
from events.registrations.forms import RegistrationForm
from events.registrations.models import SeatCategory
from events.registrations.unanswered import what_is_asked

from . import services


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str, short_id: str) -> HttpResponse:
    """Show what it is an invitation to, and the form; on POST keep what was typed and owe a mail with a button.

    Opening the page uses nothing: mail scanners open links.
    """
    return _invited(request, token, short_id)


def _invited(request: HttpRequest, token: str, short_id: str) -> HttpResponse:
    invitation = services.find(token)
    if invitation is None or invitation.event.short_id != short_id:
        return render(request, "events/invited.html", {"over": True, "neutral": True}, status=410)
    context = _context(invitation)
    if "sent" in request.GET:
        return render(request, "events/invited.html", context | {"sent": True})
    categories = _seats(invitation)
    if not categories or not invitation.event.is_open_for_registration:
        return render(request, "events/invited.html", context | {"closed": True})
    form = _form(request, invitation, categories)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask(
                invitation=invitation, category=form.chosen_category(), person=form.registrant(), more=form.more()
            )
        except RegistrationClosed:
            return render(request, "events/invited.html", context | {"closed": True})
        except (registering.InvitationOver, SeatCategory.DoesNotExist):  # while the form was read: it says so now
            return _invited(request, token, short_id)
        return HttpResponseRedirect(f"{request.path}?sent")
    status = 422 if form.is_bound else 200
    return render(request, "events/invited.html", context | {"form": form}, status=status)


def _form(request: HttpRequest, invitation: PersonalInvitation, categories: list[SeatCategory]) -> RegistrationForm:
    quotas, questions = what_is_asked(invitation.event_id)
    return RegistrationForm(
        request.POST or None,
        request=request,
        event=invitation.event,
        categories=categories,
        quotas=quotas,
        questions=questions,
    )


def _seats(invitation: PersonalInvitation) -> list[SeatCategory]:
    if invitation.category is not None:
        return [invitation.category]
    return list(SeatCategory.objects.filter(event_id=invitation.event_id).order_by("pk"))


def _context(invitation: PersonalInvitation) -> dict[str, Any]:
    event = invitation.event
    seats = invitation.category.label() if invitation.category else ""
    words = emails.entry(event, get_language() or "en")
    return {"event": event, "words": words, "when": when(event), "seats_label": seats, "neutral": True}
