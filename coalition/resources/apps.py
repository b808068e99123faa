from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "coalition.resources"
    verbose_name = _("Resources")

    def import_models(self) -> None:
        """Load the library's index as well: it shows what all other modules find, and so comes last."""
        super().import_models()
        import_module("coalition.resources.library")

    def ready(self) -> None:
        from . import signals  # noqa: F401  (signals connect on import)
