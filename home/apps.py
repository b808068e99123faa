from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from . import services

        def section_made(instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
            if created and not raw:
                services.open_section(page=instance)

        for page_type in services.SECTION_ROLES:
            post_save.connect(section_made, sender=page_type, weak=False, dispatch_uid=f"section-{page_type.__name__}")
