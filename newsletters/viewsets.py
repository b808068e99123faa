"""The *Newsletter* menu of the CMS: editions that were sent, their deliveries, the readers."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from newsletters.models import Delivery, Issue, Subscriber


class IssueViewSet(ModelViewSet):
    """Editions that were sent. They are written as pages."""

    model = Issue
    name = "newsletter_issues"
    icon = "mail"
    list_display = ["title", "state", "started_at", "finished_at", "sent_by"]
    inspect_view_enabled = True
    inspect_view_fields = ["title", "state", "started_at", "finished_at", "sent_by"]
    copy_view_enabled = False
    form_fields = ["title"]


class DeliveryFilterSet(WagtailFilterSet):
    """Find the uncertain and the failed ones."""

    class Meta:
        model = Delivery
        fields = ["state", "issue", "discreet"]


class DeliveryIndexView(IndexView):
    """The list, with readers and editions in the same query."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("subscriber", "issue")


class DeliveryViewSet(ModelViewSet):
    """What became of each copy."""

    model = Delivery
    name = "newsletter_deliveries"
    icon = "list-ul"
    list_display = ["subscriber", "issue", "state", "attempts", "sent_at", "last_error"]
    index_view_class = DeliveryIndexView
    filterset_class = DeliveryFilterSet
    inspect_view_enabled = True
    inspect_view_fields = ["issue", "subscriber", "state", "attempts", "sent_at", "last_error"]
    copy_view_enabled = False
    form_fields = ["state"]
    list_per_page = 50


class SubscriberFilterSet(WagtailFilterSet):
    """Find readers by language and state."""

    class Meta:
        model = Subscriber
        fields = ["state", "language", "discreet"]


class SubscriberViewSet(ModelViewSet):
    """The readers. They change their own settings; nobody adds them by hand, since nobody could consent for them."""

    model = Subscriber
    name = "newsletter_readers"
    icon = "group"
    list_display = ["email", "language", "discreet", "state", "confirmed_at"]
    filterset_class = SubscriberFilterSet
    search_fields = ["email"]
    search_backend_name = None
    inspect_view_enabled = True
    inspect_view_fields = ["email", "language", "discreet", "state", "confirmed_at", "unsubscribed_at"]
    copy_view_enabled = False
    form_fields = ["language"]
    list_per_page = 50


class NewsletterGroup(ViewSetGroup):
    """The menu."""

    menu_label = _("Newsletter")
    menu_icon = "mail"
    menu_order = 260
    items = (IssueViewSet, DeliveryViewSet, SubscriberViewSet)
