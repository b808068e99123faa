from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    name = "webinars"
    verbose_name = _("Webinars")

    def ready(self) -> None:
        from coalition.mail import areas
        from events import extras

        from . import signals  # noqa: F401  (connects on import)
        from .actions import join_action, recording

        extras.registration_actions.append(join_action)
        extras.page_extras.append(recording)
        areas.register("webinars", read_by="events.view_registration")
