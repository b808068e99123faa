from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "coalition.accounts"
    verbose_name = _("Editors")

    def ready(self) -> None:
        from . import services  # noqa: F401  # it hears what happens to accounts
