"""What the page of one's own registration says of the programme."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from coalition import dates
from events.programme.models import Programme
from events.programme.versions import ProgrammeVersion
from events.registrations.actions import Action
from events.registrations.models import Registration

from . import services
from .models import LanguageWish


def agenda_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the agenda, where a programme was released and the registration stands.

    Who has not said yet which languages they need is told until when they can: also before anything was released, since
    interpreters are booked by it, unless the event is cancelled or over. Afterwards it leads to what they said.
    One query, and one or two more where languages are asked for.
    """
    if registration.state == Registration.State.CANCELLED:
        return None
    versions = ProgrammeVersion.objects.filter(programme=OuterRef("pk"))
    planned = Programme.objects.filter(event_id=registration.event_id).annotate(released=Exists(versions)).order_by()
    until, released = planned.values_list("languages_asked_until", "released").first() or (None, False)
    if not released and not services.shows_languages(registration, until):
        return None
    label = _("My agenda") if released else _("My languages")
    return Action(label=label, url=f"{own_url}agenda/", note=_note(registration, until, label))


def _note(registration: Registration, until: date | None, label: str) -> str:
    if until is None or not services.may_ask(registration, until):
        return ""
    if LanguageWish.objects.filter(registration=registration).exists():
        return ""
    words = _("Do you need interpretation? Choose your languages under “%(page)s”, until %(day)s.")
    return words % {"page": label, "day": dates.day(until)}
