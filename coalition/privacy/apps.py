from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "coalition.privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from . import checks, personal_data, registry  # noqa: F401  # checks register themselves

        registry.register(personal_data.ACCOUNTS)
        registry.register(personal_data.SESSIONS)
        registry.register(personal_data.REQUESTS)
