from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "coalition.backups"
    label = "backups"

    def ready(self) -> None:
        from . import checks  # noqa: F401  # they register themselves
