from django.apps import AppConfig


class UpgradesConfig(AppConfig):
    """Stands before Django's own commands: `migrate` is the one of this app."""

    name = "coalition.upgrades"
    label = "upgrades"
