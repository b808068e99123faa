from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from coalition.mail import areas
        from coalition.pages import changes, visibility
        from coalition.privacy import registry

        from . import permissions, registering, services, signals  # noqa: F401  (signals connect on import)

        areas.register("events", read_by="events.view_registration")
        changes.silence(self.get_model("Registration"), self.get_model("RegistrationRequest"))
        visibility.hide("closed events", permissions.pages_of_closed_events)
        registry.register(
            registry.PersonalData(
                name="event registrations",
                export=services.export_personal_data,
                erase=services.erase_personal_data,
                purge=services.purge_personal_data,
                periods={"registrations": services.RETENTION},
            )
        )
        registry.register(
            registry.PersonalData(
                name="unconfirmed event registrations",
                export=registering.export_personal_data,
                erase=registering.erase_personal_data,
                purge=registering.drop_over,
            )
        )
