from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "coalition.members"
    verbose_name = _("Members")

    def import_models(self) -> None:
        """Load the page of the directory as well: it shows what all other modules find, and so comes last."""
        super().import_models()
        import_module("coalition.members.index_page")

    def ready(self) -> None:
        from coalition.privacy import registry

        from . import checks  # noqa: F401  # checks register themselves
        from .personal_data import CONTACTS

        registry.register(CONTACTS)
