"""The charter's place in the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from charter.audit import waiting as audit_waiting
from charter.followup import viewsets as followup_viewsets
from charter.reports import viewsets as reports_viewsets
from charter.review import waiting as review_waiting
from charter.review.reviewers.preferences import ReviewPanel
from charter.review.services import redactions
from charter.texts import services as texts
from charter.texts import waiting as texts_waiting
from charter.viewsets import CharterGroup


@hooks.register("register_admin_viewset")
def register_charter() -> CharterGroup:
    return CharterGroup()


@hooks.register("register_log_actions")
def name_what_two_people_do(actions: Any) -> None:
    actions.register_action(texts.PROPOSED, _("Propose to publish"), _("Proposed to publish this version"))
    actions.register_action(texts.DROPPED, _("Take the proposal back"), _("Took the proposal to publish back"))
    actions.register_action(redactions.PROPOSED, _("Propose to remove words"), _("Proposed to remove public words"))
    actions.register_action(redactions.DROPPED, _("Keep words"), _("Kept the public words"))
    actions.register_action(redactions.REMOVED, _("Remove words"), _("Removed public words, as the second person"))
    actions.register_action(texts.PUBLISHED, _("Publish"), _("Published this version, as the second person"))


hooks.register("register_account_settings_panel", ReviewPanel)
hooks.register("waiting_work", review_waiting.signatures, order=10)
hooks.register("waiting_work", review_waiting.waiting_requests, order=15)
hooks.register("waiting_work", texts_waiting.versions, order=20)
hooks.register("waiting_work", audit_waiting.log, order=25)
hooks.register("waiting_work", audit_waiting.signing_certificate, order=26)
hooks.register("waiting_work", followup_viewsets.waiting, order=50)
hooks.register("waiting_work", reports_viewsets.waiting, order=60)
