from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "coalition.privacy"
    verbose_name = _("Privacy")

    def import_models(self) -> None:
        """Load the models of the package too: Django looks for those of `models.py` only."""
        super().import_models()
        import_module("coalition.privacy.persons.models")

    def ready(self) -> None:
        from . import accounts, checks, log_ins, registry  # noqa: F401  # checks register themselves
        from .persons import personal_data

        registry.register(accounts.ACCOUNTS)
        registry.register(log_ins.SESSIONS)
        registry.register(personal_data.REQUESTS)
