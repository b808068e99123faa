"""The charter's place in the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from charter.followup import viewsets as followup_viewsets
from charter.texts import services as texts
from charter.viewsets import CharterGroup

from .review import government_merges as merges
from .review import merge_views, services, status_proposals
from .review import panels as review_waiting
from .review.views import HISTORY
from .texts import views as texts_waiting


@hooks.register("register_admin_viewset")
def register_charter() -> list[Any]:
    return [CharterGroup(), followup_viewsets.ScheduleViewSet()]


@hooks.register("register_log_actions")
def name_what_reviewers_do(actions: Any) -> None:
    actions.register_action(texts.PROPOSED, _("Propose to publish"), _("Proposed to publish this version"))
    actions.register_action(texts.DROPPED, _("Take the proposal back"), _("Took the proposal to publish back"))
    actions.register_action(services.PROPOSED, _("Propose to remove words"), _("Proposed to remove public words"))
    actions.register_action(services.DROPPED, _("Keep words"), _("Kept the public words"))
    actions.register_action(services.REMOVED, _("Remove words"), _("Removed public words, as the second person"))
    actions.register_action(texts.PUBLISHED, _("Publish"), _("Published this version, as the second person"))
    for action, told in {
        merges.PROPOSED: _("Proposed to merge a local government"),
        merges.DROPPED: _("Took the proposal to merge back"),
        status_proposals.PROPOSED: _("Proposed to change the status of a signature"),
        status_proposals.DECLINED: _("Dropped a proposal to change the status of a signature"),
        "evidence.accepted": _("Accepted evidence"),
        "evidence.refused": _("Refused evidence"),
        **{f"signature.{decision}": told for decision, told in HISTORY.items()},
    }.items():
        actions.register_action(action, told, told)


hooks.register("waiting_work", review_waiting.waiting_signatures)
hooks.register("waiting_work", review_waiting.waiting_requests)
hooks.register("waiting_work", merge_views.waiting_merges)
hooks.register("register_snippet_listing_buttons", merge_views.merge_button)
hooks.register("waiting_work", texts_waiting.waiting_versions)
hooks.register("waiting_work", followup_viewsets.waiting)
