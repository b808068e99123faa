"""The deliveries in the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn

from coalition.users.viewsets import InspectIndexView, ReadOnlyViewSet
from newsletters.sending.models import Delivery


class DeliveryFilterSet(WagtailFilterSet):
    """Find the uncertain and the failed ones."""

    class Meta:
        model = Delivery
        fields = ["state", "edition"]


class DeliveryIndexView(InspectIndexView):
    """The list, with readers and editions in the same query."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("reader", "edition")


class DeliveryViewSet(ReadOnlyViewSet):
    """What became of each copy. Read-only: uncertain ones are settled on the page of their edition."""

    model = Delivery
    name = "newsletter_deliveries"
    icon = "list-ul"
    list_display = [
        "reader",
        "edition",
        "state",
        "attempts",
        DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
        "last_error",
    ]
    index_view_class = DeliveryIndexView
    filterset_class = DeliveryFilterSet
    inspect_view_fields = ["edition", "reader", "state", "attempts", "sent_at", "last_error"]
