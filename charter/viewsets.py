"""The charter in the CMS: the queue of signatures with its review page, and the versions of the text."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from charter.followup.models import Commitment, Schedule
from charter.followup.viewsets import CommitmentViewSet, ScheduleViewSet
from charter.reports.models import Report
from charter.reports.viewsets import ReportViewSet
from charter.review.inviting.views import InviteView, VersionInvitingView
from charter.review.queue.filters import NOT_YET, QueueFilterSet
from charter.review.views import acts
from charter.review.views.reviewing import ReviewView
from charter.signing.models import Signature
from charter.signing.models.rules import QUEUE
from charter.texts.cms_views import VersionEditView
from charter.texts.models import CharterVersion
from coalition.users.policies import ReadOnlyPolicy
from coalition.users.registers import InspectIndexView, ReadOnlyViewSet

# Evidence is never deleted by hand.
register_permission_policy(Signature, ReadOnlyPolicy(Signature))
register_permission_policy(Commitment, ReadOnlyPolicy(Commitment))
register_permission_policy(Schedule, ReadOnlyPolicy(Schedule, but=["change"]))
register_permission_policy(Report, ReadOnlyPolicy(Report))
register_permission_policy(CharterVersion, ReadOnlyPolicy(CharterVersion, but=["add", "change"]))


class QueueView(InspectIndexView):
    """Signatures: those that await review first, the longest waiting on top; drafts are nobody's business yet."""

    def get_base_queryset(self) -> QuerySet[Signature]:
        rows = Signature.objects.exclude(state__in=NOT_YET)
        return rows.select_related("government", "version").order_by(QUEUE, "submitted_at", "pk")


class SignatureViewSet(ReadOnlyViewSet):
    """The queue of signatures. They are written by town halls and decided by reviewers, never edited."""

    model = Signature
    name = "charter_signatures"
    url_prefix = "charter/signatures"
    menu_label = gettext_lazy("Signatures")
    icon = "check"
    index_view_class = QueueView
    inspect_view_class = ReviewView
    inspect_view_fields: ClassVar[list[str]] = ["state"]
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("state_label", label=gettext_lazy("State"), sort_key="state"),
        Column("version", label=gettext_lazy("Version")),
        Column("get_language_display", label=gettext_lazy("Language")),
        DateColumn("submitted_at", label=gettext_lazy("Submitted"), sort_key="submitted_at"),
    ]
    filterset_class = QueueFilterSet
    search_fields: ClassVar[list[str]] = ["government__search_text", "signatory_name", "act_number"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), *acts.urlpatterns()]


class CharterVersionViewSet(ModelViewSet):
    model = CharterVersion
    name = "charter_versions"
    url_prefix = "charter/versions"
    menu_label = gettext_lazy("Versions of the text")
    icon = "doc-full"
    index_view_class = InspectIndexView
    inspect_view_class = VersionInvitingView
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = ["number", "state", "published_at"]
    edit_view_class = VersionEditView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("get_state_display", label=gettext_lazy("State")),
        DateColumn("published_at", label=pgettext_lazy("date of a version", "Published")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("invite/<int:pk>/", InviteView.as_view(), name="invite")]


class CharterGroup(ViewSetGroup):
    menu_label = gettext_lazy("Charter")
    menu_icon = "form"
    menu_order = 210
    items = (SignatureViewSet, CommitmentViewSet, ReportViewSet, ScheduleViewSet, CharterVersionViewSet)
