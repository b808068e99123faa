"""The charter in the CMS: the queue of signatures with its review page, and the versions of the text."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from coalition import dates
from coalition.users.viewsets import InspectIndexView, ReadOnlyPolicy, ReadOnlyViewSet

from .followup.models import Commitment, Schedule
from .followup.viewsets import CommitmentViewSet
from .review import act_files, panels
from .review.merge_views import MergeView
from .review.views import ReviewView
from .signing.models import QUEUE, Signature
from .states import State
from .texts.models import CharterVersion
from .texts.views import VersionCreateView, VersionEditView, VersionView

NOT_YET = (State.DRAFT, State.MAILBOX_VERIFIED)  # nobody's business before they are submitted


class QueueFilterSet(WagtailFilterSet):
    waits = django_filters.ChoiceFilter(
        label=_("Waiting for a reviewer"), choices=[*panels.WAITS.items()], method="filter_waits"
    )

    class Meta:
        model = Signature
        fields: list[str] = []

    def filter_waits(self, rows: QuerySet[Signature], name: str, value: str) -> QuerySet[Signature]:
        return rows.filter(panels.waiting_for(self.request.user, value))


# Evidence is never deleted by hand.
register_permission_policy(Signature, ReadOnlyPolicy(Signature))
register_permission_policy(Commitment, ReadOnlyPolicy(Commitment))
register_permission_policy(Schedule, ReadOnlyPolicy(Schedule, but=["change"]))
register_permission_policy(CharterVersion, ReadOnlyPolicy(CharterVersion, but=["add", "change"]))


class QueueView(InspectIndexView):
    """Signatures: those that await review first, the longest waiting on top; drafts are nobody's business yet."""

    def get_base_queryset(self) -> QuerySet[Signature]:
        rows = Signature.objects.exclude(state__in=NOT_YET)
        return rows.select_related("government", "checked_by").order_by(QUEUE, "submitted_at", "pk")


def _promised(row: Signature) -> str:
    """Return the day itself: the column of dates would tell how long ago it is, and it lies ahead."""
    day = panels.promised_day(row)
    return dates.day(day) if day else ""


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
        Column("promised", label=gettext_lazy("Answer due"), accessor=_promised, sort_key="submitted_at"),
        Column("checked_by", label=gettext_lazy("Checked by")),
        Column("get_language_display", label=gettext_lazy("Language")),
    ]
    filterset_class = QueueFilterSet
    search_fields: ClassVar[list[str]] = ["government__search_text", "signatory_name", "act_number"]

    def get_urlpatterns(self) -> list[URLPattern]:
        merge = path("merge/<int:pk>/", MergeView.as_view(), name="merge")
        return [*super().get_urlpatterns(), *act_files.urlpatterns(), merge]


class CharterVersionViewSet(ModelViewSet):
    model = CharterVersion
    name = "charter_versions"
    url_prefix = "charter/versions"
    menu_label = gettext_lazy("Versions of the text")
    icon = "doc-full"
    index_view_class = InspectIndexView
    inspect_view_class = VersionView
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = ["number", "state", "published_at"]
    add_view_class = VersionCreateView
    edit_view_class = VersionEditView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("get_state_display", label=gettext_lazy("State")),
        DateColumn("published_at", label=pgettext_lazy("date of a version", "Published")),
    ]


class CharterGroup(ViewSetGroup):
    menu_label = gettext_lazy("Charter")
    menu_icon = "form"
    menu_order = 460
    items = (SignatureViewSet, CommitmentViewSet, CharterVersionViewSet)
