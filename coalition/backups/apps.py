from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "coalition.backups"
    label = "backups"
