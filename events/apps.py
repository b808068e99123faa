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
            "days",
            "pages.sections",
            "outside.models",
            "calendar.models",
            "team.models",
            "seats.models",
            "questions.models",
            "registrations.models",
            "registrations.moves.models",
            "registrations.admission",
            "registrations.changes.models",
            "rooms.models",
            "letters.models",
            "programme.models",
            "programme.details",
            "programme.agenda.models",
            "programme.speaking.models",
            "live.models",
            "own_calendar.models",
            "door.models",
            "papers.models",
            "replies.models",
            "notices.models",
        ):
            import_module(f"{self.name}.{module}")

    def ready(self) -> None:
        """Connect each room, from below: the order is that of what people are offered."""
        from django.conf import settings

        from coalition.mail.areas import Kind, MailArea, Reader, register
        from events.replies import services as calendars

        from .calendar import signals  # noqa: F401  (signals connect on import)
        from .delegations import wiring as delegations
        from .desk import wiring as desk
        from .invitations import wiring as invitations
        from .live.views import live_action
        from .pages import wiring as pages
        from .programme import wiring as programme
        from .registrations import actions
        from .registrations import wiring as registrations
        from .rooms.views import join_action

        register(
            MailArea(
                "events",
                read_by="events.see_every_event",
                kinds=[*MAILS, *(Kind(name, same_subject=True) for name in ("confirm", "invitation", "named"))],
                incoming=[Reader("calendars", address=lambda: settings.MAIL_CALENDAR_ADDRESS, read=calendars.take)],
            )
        )
        pages.connect()
        actions.makers += [join_action, live_action]
        for room in (delegations, registrations, desk, programme, invitations):
            room.connect()
        self._connect_upper_rooms()

    def _connect_upper_rooms(self) -> None:
        """Say what upper rooms keep of people, and what of them stands on an event's page and on one's own."""
        from coalition.pages import sealing
        from coalition.privacy import registry
        from events.door import personal_data as door
        from events.letters import personal_data as letters
        from events.letters.views import letters_action
        from events.live import personal_data as live
        from events.months.adding import calendar_services
        from events.months.building import series_link
        from events.notices import personal_data as notices
        from events.notices import recordings
        from events.notices.views import reminders_action
        from events.own_calendar import personal_data as own_calendar
        from events.own_calendar.views import calendar_action
        from events.pages.models import EventPage
        from events.papers import personal_data as papers
        from events.papers.certificates import recognise
        from events.papers.views import offer_certificate
        from events.registrations import actions
        from events.registrations import personal_data as registered
        from events.replies import personal_data as replies
        from events.replies.services import own_fact
        from events.rooms import personal_data as rooms
        from events.tickets.views import ticket_action

        EventPage.extras += [calendar_services, series_link, recordings.on_page]
        sealing.recognisers.append(recognise)
        actions.makers += [offer_certificate, reminders_action, recordings.on_own_page, ticket_action]
        actions.makers += [letters_action, calendar_action]
        actions.facts.append(own_fact)
        registered.owing.append(letters.owed)
        for source in (rooms, live, papers, door, replies, notices, letters, own_calendar):
            registry.register(source.SOURCE)
