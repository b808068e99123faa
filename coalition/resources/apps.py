from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "coalition.resources"
    verbose_name = _("Resources")

    def import_models(self) -> None:
        """Load the pages of mechanisms as well, and the library's index, which shows what all others find."""
        super().import_models()
        import_module("coalition.resources.mechanisms")
        import_module("coalition.resources.library")

    def ready(self) -> None:
        from . import signals  # noqa: F401  (signals connect on import)
