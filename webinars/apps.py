from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    name = "webinars"
    verbose_name = _("Webinars")

    def ready(self) -> None:
        from coalition.mail import areas
        from events.pages.models import EventPage

        from . import signals  # noqa: F401  (connects on import)
        from .actions import recording

        EventPage.extras.append(recording)
        areas.register("webinars", read_by="events.see_every_event")
