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

        from . import merging
        from .models import MemberProfile, Office
        from .privacy import CONTACTS

        registry.register(CONTACTS)
        merging.register_mover(MemberProfile, merging.move_profiles)
        merging.register_mover(Office, merging.move_offices)
