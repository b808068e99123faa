from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    name = "coalition.users"
    verbose_name = _("Editors")

    def ready(self) -> None:
        from . import checks, signals  # noqa: F401  # they register themselves
