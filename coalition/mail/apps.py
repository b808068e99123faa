from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "coalition.mail"
    verbose_name = _("Mail")

    def import_models(self) -> None:
        """Load the models of the rooms within, too: Django looks for those of `models.py` only."""
        super().import_models()
        import_module("coalition.mail.incoming.models")
        import_module("coalition.mail.bounces.models")
        import_module("coalition.mail.pace.models")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from coalition.privacy import inquiries, leaving, registry
        from coalition.users.policies import ReadOnlyPolicy

        from . import accounts, checks, personal_data  # noqa: F401  # checks register themselves
        from .bounces import wiring as bounces
        from .models import Message, Suppression
        from .provider import wiring as provider
        from .services import OBJECTED
        from .suppressions import services as suppressions

        for ledger in (Message, Suppression):
            register_permission_policy(ledger, ReadOnlyPolicy(ledger))

        registry.register(personal_data.SOURCE)
        leaving.register(leaving.Step(OBJECTED, suppressions.here))
        inquiries.register(accounts.RESET, accounts.mail_reset_link)
        bounces.connect()
        provider.connect()
