from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpkeepConfig(AppConfig):
    name = "coalition.upkeep"
    label = "upkeep"
    verbose_name = _("Upkeep")

    def ready(self) -> None:
        from coalition.mail.areas import Kind, MailArea, register

        from . import checks  # noqa: F401  # they register themselves

        kinds = [Kind(name, same_subject=True) for name in ("alarm", "over", "weekly")]
        register(MailArea("upkeep", kinds=kinds))
