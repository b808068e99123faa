"""What the page of one's own registration says of the programme."""

from datetime import date

from django.utils.translation import gettext as _

from coalition import dates
from events.programme.models import Programme
from events.registrations.actions import Action
from events.registrations.models import Registration

from . import services
from .models import LanguageWish


def agenda_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the agenda, where a programme was released and the registration stands.

    Who has not said yet which languages they need is told until when they can.
    """
    if registration.state == Registration.State.CANCELLED:
        return None
    released = Programme.objects.filter(event_id=registration.event_id, versions__isnull=False).order_by()
    found = list(released.values_list("languages_asked_until", flat=True)[:1])
    return Action(label=_("My agenda"), url=f"{own_url}agenda/", note=_note(registration, *found)) if found else None


def _note(registration: Registration, until: date | None) -> str:
    if until is None or not services.may_ask(registration, until):
        return ""
    if LanguageWish.objects.filter(registration=registration).exists():
        return ""
    words = _("Do you need interpretation? Choose your languages under “My agenda”, until %(day)s.")
    return words % {"day": dates.day(until)}
