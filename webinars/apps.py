from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    name = "webinars"
    verbose_name = _("Webinars")

    def ready(self) -> None:
        from coalition.mail import areas
        from events.notices import attendance

        from . import actions, signals  # noqa: F401  (signals connect on import)

        attendance.awaited.append(actions.is_awaited)
        areas.register("webinars", read_by="events.see_every_event")
