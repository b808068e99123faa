from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "coalition.calls"
    verbose_name = _("Calls for initiatives")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy
        from wagtail.signals import page_published

        from coalition.mail import areas
        from coalition.privacy import inquiries, registry
        from coalition.users.policies import ReadOnlyPolicy

        from . import personal_data
        from .deciding.signals import page_is_published
        from .models import Proposal
        from .proposing import services

        registry.register(personal_data.SOURCE)
        areas.register(areas.MailArea("calls", read_by="calls.view_proposal", kinds=["proposal"]))
        areas.register(areas.MailArea("drafts", kinds=["link"]))
        inquiries.register(services.LOST_LINKS, lambda typed: services.resume(**typed))
        register_permission_policy(Proposal, ReadOnlyPolicy(Proposal))
        page_published.connect(page_is_published, dispatch_uid="calls")
