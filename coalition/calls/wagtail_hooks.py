"""What this app adds to the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from . import services as deciding
from . import services as reading
from .views import waiting
from .viewsets import CallViewSet, ProposalViewSet

register_snippet(CallViewSet)
hooks.register("waiting_work", waiting)


@hooks.register("register_admin_viewset")
def register_proposals() -> ProposalViewSet:
    return ProposalViewSet()


@hooks.register("register_log_actions")
def name_what_editors_do(actions: Any) -> None:
    actions.register_action(reading.ASKED, _("Ask readers"), _("Asked readers for this proposal"))
    actions.register_action(reading.GIVEN, _("Give marks"), _("Gave marks"))
    actions.register_action(reading.CHANGED, _("Change marks"), _("Changed marks after they were given"))
    actions.register_action(reading.CONFLICT, _("Declare a conflict"), _("Declared a conflict of interest"))
    actions.register_action(deciding.ACCEPTED, _("Accept a proposal"), _("Accepted the proposal"))
    actions.register_action(deciding.DECLINED, _("Decline a proposal"), _("Declined the proposal"))
