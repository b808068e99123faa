from dataclasses import replace
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# No page that is kept shows what is in these tables (coalition.caching.changes).
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
            "events.pages.outside.models",
            "events.calendar.models",
            "events.team.models",
            "events.reports.models",
            "events.seats.models",
            "events.registrations.models",
            "events.registrations.admission",
            "events.registrations.join_links",
            "events.online.models",
            "events.messages.models",
            "events.programme.models",
            "events.agenda.models",
            "events.door.models",
        ):
            import_module(module)

    def ready(self) -> None:
        """Connect each room, from below: the order is that of what people are offered."""
        from django.conf import settings

        from coalition.mail.areas import Kind, MailArea, Reader, register

        from .agenda.views import agenda_action
        from .calendar import signals  # noqa: F401  (signals connect on import)
        from .door.tickets import ticket_action
        from .messages import calendar_replies as calendars
        from .online.views import join_action
        from .programme import signals as sessions  # noqa: F401
        from .registrations import own_page
        from .registrations.views import delegation_action

        register(
            MailArea(
                "events",
                read_by="events.see_every_event",
                kinds=[*MAILS, *(Kind(name, same_subject=True) for name in ("code", "confirm", "invitation", "named"))],
                incoming=[Reader(address=lambda: settings.MAIL_CALENDAR_ADDRESS, read=calendars.take)],
            )
        )
        self._connect_pages()
        own_page.actions += [ticket_action, join_action, agenda_action, delegation_action]
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
        from events.door import personal_data as door
        from events.registrations import services as registrations
        from events.registrations.personal_data import REGISTRATIONS, REQUESTS

        from .agenda import personal_data as agendas
        from .agenda.views import calendar_action
        from .door.certificates import PERSONAL_DATA
        from .door.papers import offer_certificate
        from .messages import letters
        from .messages.calendar_replies import own_fact
        from .messages.emails import on_own_page
        from .messages.views import letters_action, reminders_action
        from .online import personal_data as rooms
        from .registrations import own_page
        from .registrations.personal_data import INVITATIONS, MOVES, NAMED_PEOPLE

        own_page.actions += [offer_certificate, on_own_page, reminders_action, letters_action, calendar_action]
        own_page.facts.append(own_fact)
        registry.register(agendas.AGENDAS)
        registry.register(replace(REGISTRATIONS, left=registry.Step(registrations.GIVEN_BACK, registrations.here)))
        for held in (REQUESTS, MOVES, NAMED_PEOPLE, INVITATIONS):
            registry.register(held)
        registry.register(agendas.SPEAKERS)
        for source in (rooms, door, letters, agendas):
            registry.register(source.SOURCE)
        registry.register(PERSONAL_DATA)
