from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "coalition.privacy"
    verbose_name = _("Privacy")

    def import_models(self) -> None:
        """Load the models of the package too: Django looks for those of `models.py` only."""
        super().import_models()
        import_module("coalition.privacy.models")

    def ready(self) -> None:
        from . import checks, personal_data, registry  # noqa: F401  # checks register themselves

        registry.register(personal_data.ACCOUNTS)
        registry.register(personal_data.SESSIONS)
        registry.register(personal_data.REQUESTS)
