from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "coalition.calls"
    verbose_name = _("Calls for initiatives")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy
        from wagtail.signals import page_published

        from coalition.mail import areas
        from coalition.privacy import registry
        from coalition.resources.models import InitiativePage

        from . import personal_data
        from .models import Proposal
        from .permissions import ProposalPolicy
        from .services import note_publication

        registry.register(personal_data.SOURCE)
        areas.register(areas.MailArea("calls", read_by="calls.decide_proposal", kinds=["proposal"]))
        areas.register(areas.MailArea("drafts", kinds=["link"]))
        register_permission_policy(Proposal, ProposalPolicy(Proposal))
        page_published.connect(note_publication, sender=InitiativePage, dispatch_uid="calls")
