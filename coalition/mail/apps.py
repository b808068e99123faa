from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "coalition.mail"
    verbose_name = _("Mail")

    def ready(self) -> None:
        from coalition.privacy import registry

        from . import personal_data

        registry.register(personal_data.SOURCE)
