from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


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
            "programme.versions",
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
        from coalition.mail import areas
        from coalition.pages import changes

        from .calendar import signals  # noqa: F401  (signals connect on import)
        from .delegations import wiring as delegations
        from .desk import wiring as desk
        from .door import wiring as door
        from .invitations import wiring as invitations
        from .letters import wiring as letters
        from .live import wiring as live
        from .months import wiring as months
        from .notices import wiring as notices
        from .outside import wiring as outside
        from .own_calendar import wiring as own_calendar
        from .pages import wiring as pages
        from .papers import attendance as who_came
        from .papers import wiring as papers
        from .papers.views import certificate_link
        from .programme import wiring as programme
        from .registrations import wiring as registrations
        from .replies import wiring as replies
        from .rooms import wiring as rooms
        from .tickets import wiring as tickets

        areas.register("events", read_by="events.see_every_event")
        changes.silence(self.get_model("TeamMember"))
        for room in (pages, outside, months, rooms, live, delegations, registrations):
            room.connect()
        for room in (papers, desk, door, programme, replies):
            room.connect()
        notices.connect(present=[lambda event: who_came.was_there()], offers=[certificate_link])
        for room in (tickets, letters, invitations, own_calendar):
            room.connect()
