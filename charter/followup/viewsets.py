"""Commitments in the CMS: the list with its filters, the schedule, and what waits for somebody."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import HeaderButton

from charter.followup.deliverables import Status
from charter.followup.models import Commitment, Evidence, Schedule
from coalition import dates
from coalition.users.viewsets import InspectIndexView, ReadOnlyViewSet
from coalition.users.work_panel import Waiting

from .views import CommitmentView, ScheduleEditView, may_review_commitment


def _due(row: Commitment) -> str:
    """Return the day itself: the column of dates would tell how long ago it is, and it lies ahead."""
    return dates.day(row.due_on) if row.due_on else ""


class CommitmentFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(choices=Status.choices, label=gettext_lazy("Status"))
    evidence = django_filters.ChoiceFilter(
        field_name="evidence__state", choices=[("awaiting", gettext_lazy("to be read"))], distinct=True,
        label=gettext_lazy("Evidence"),
    )  # fmt: skip

    class Meta:
        model = Commitment
        fields: ClassVar[list[str]] = []


class CommitmentIndexView(InspectIndexView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        return [HeaderButton(label=_("Schedule"), url=reverse("charter_schedule:index"), icon_name="calendar")]

    def get_base_queryset(self) -> QuerySet[Commitment]:
        rows = Commitment.objects.with_status(timezone.localdate())
        return rows.select_related("government").order_by("due_on", "government", "pk")


class CommitmentViewSet(ReadOnlyViewSet):
    """The commitments of every signatory. They come with the signature, and are met by evidence alone."""

    model = Commitment
    name = "charter_commitments"
    url_prefix = "charter/commitments"
    menu_label = gettext_lazy("Commitments")
    icon = "tasks"
    index_view_class = CommitmentIndexView
    inspect_view_class = CommitmentView
    inspect_view_fields: ClassVar[list[str]] = ["deliverable"]
    filterset_class = CommitmentFilterSet
    search_fields: ClassVar[list[str]] = ["government__search_text"]
    list_display: ClassVar[list[Any]] = [
        TitleColumn("government", label=gettext_lazy("Local government"), url_name="charter_commitments:inspect"),
        Column("get_deliverable_display", label=gettext_lazy("Deliverable"), sort_key="deliverable"),
        Column("due_on", label=pgettext_lazy("date of a commitment", "Due"), accessor=_due, sort_key="due_on"),
        Column("status_label", label=gettext_lazy("Status")),
    ]


class ScheduleViewSet(ModelViewSet):
    model = Schedule
    name = "charter_schedule"
    url_prefix = "charter/schedule"
    icon = "calendar"
    edit_view_class = ScheduleEditView
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: ClassVar[list[str]] = ["months"]
    list_display: ClassVar[list[Any]] = ["__str__", Column("months", label=gettext_lazy("Months after the act"))]


def waiting(user: Any) -> list[Waiting]:
    """Return the evidence that nobody has read, for who may decide on it."""
    if not may_review_commitment(user):
        return []
    found = Evidence.objects.awaiting().order_by().aggregate(count=Count("pk"), since=Min("submitted_at"))
    url = f"{reverse('charter_commitments:index')}?evidence=awaiting"
    return [Waiting(_("Evidence to review"), found["count"], url, since=found["since"])]
