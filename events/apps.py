from dataclasses import replace
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# No page that is kept shows what is in these tables (coalition.pages.changes).
MAILS = (
    "again", "changed", "declined", "ended", "letter", "registration", "reminder", "seat", "speaker", "swapped",
    "thanks",
)  # fmt: skip


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def import_models(self) -> None:
        """Load the models of every room: Django looks for those of `models.py` only."""
        super().import_models()
        for module in (
            "events.days",
            "events.pages.sections",
            "events.outside.models",
            "events.calendar.models",
            "events.team.models",
            "events.seats.models",
            "events.questions.models",
            "events.registrations.models",
            "events.registrations.moves.models",
            "events.registrations.admission",
            "events.registrations.changes.models",
            "events.rooms.models",
            "events.letters.models",
            "events.programme.models",
            "events.programme.details",
            "events.programme.agenda.models",
            "events.programme.speaking.models",
            "events.own_calendar.models",
            "events.door.models",
            "events.replies.models",
            "events.notices.models",
        ):
            import_module(module)

    def ready(self) -> None:
        """Connect each room, from below: the order is that of what people are offered."""
        from django.conf import settings

        from coalition.mail.areas import Kind, MailArea, Reader, register
        from events.replies import services as calendars

        from .calendar import signals  # noqa: F401  (signals connect on import)
        from .delegations.views import delegation_action
        from .desk import keeping  # noqa: F401
        from .live.views import live_action
        from .programme import signals as sessions  # noqa: F401
        from .programme.agenda.views import agenda_action
        from .registrations import actions
        from .rooms.views import join_action

        register(
            MailArea(
                "events",
                read_by="events.see_every_event",
                kinds=[*MAILS, *(Kind(name, same_subject=True) for name in ("confirm", "invitation", "named"))],
                incoming=[Reader("calendars", address=lambda: settings.MAIL_CALENDAR_ADDRESS, read=calendars.take)],
            )
        )
        self._connect_pages()
        actions.makers += [join_action, live_action, delegation_action]
        actions.makers.append(agenda_action)
        self._connect_upper_rooms()

    def _connect_pages(self) -> None:
        """List events on pages; hide the pages of closed events."""
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from events.pages.permissions import PagePolicy

        register_permission_policy(Page, PagePolicy(Page))

    def _connect_upper_rooms(self) -> None:
        """Say what upper rooms keep of people, and what of them stands on one's own page."""
        from coalition.privacy import registry
        from events.delegations.personal_data import NAMED_PEOPLE
        from events.door import personal_data as door
        from events.invitations.personal_data import INVITATIONS
        from events.letters import personal_data as letters
        from events.letters.views import letters_action
        from events.notices import personal_data as notices
        from events.notices.recordings import on_own_page
        from events.notices.views import reminders_action
        from events.own_calendar import personal_data as own_calendar
        from events.own_calendar.views import calendar_action
        from events.papers.certificates import PERSONAL_DATA
        from events.papers.views import offer_certificate
        from events.programme.agenda import personal_data as agendas
        from events.programme.speaking import personal_data as speakers
        from events.registrations import actions
        from events.registrations import services as registrations
        from events.registrations.moves.personal_data import MOVES
        from events.registrations.personal_data import REGISTRATIONS, REQUESTS
        from events.replies import personal_data as replies
        from events.replies.services import own_fact
        from events.rooms import personal_data as rooms
        from events.tickets.views import ticket_action

        actions.makers += [offer_certificate, reminders_action, on_own_page, ticket_action]
        actions.makers += [letters_action, calendar_action]
        actions.facts.append(own_fact)
        registry.register(agendas.AGENDAS)
        registry.register(replace(REGISTRATIONS, left=registry.Step(registrations.GIVEN_BACK, registrations.here)))
        for held in (REQUESTS, MOVES, NAMED_PEOPLE, INVITATIONS):
            registry.register(held)
        registry.register(speakers.SPEAKERS)
        for source in (rooms, door, replies, notices, letters, own_calendar):
            registry.register(source.SOURCE)
        registry.register(PERSONAL_DATA)
