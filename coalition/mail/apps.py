from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "coalition.mail"
    verbose_name = _("Mail")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from coalition.privacy import registry
        from coalition.users.viewsets import ReadOnlyPolicy

        from . import areas, bounces, checks, personal_data  # noqa: F401  # checks register themselves
        from .models import Message, Suppression

        for ledger in (Message, Suppression):
            register_permission_policy(ledger, ReadOnlyPolicy(ledger))

        registry.register(personal_data.SOURCE)
        areas.register(areas.MailArea("mail", ledger=bounces.LEDGER, incoming=bounces.READERS))
        if settings.MAIL_PROVIDER:
            from anymail.signals import tracking

            from .provider import hear

            tracking.connect(hear, dispatch_uid="mail-provider")
