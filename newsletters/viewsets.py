"""The *Newsletter* menu of the CMS: the editions, their deliveries, the readers."""

from typing import Any, ClassVar

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from newsletters import cms
from newsletters.models import Delivery, Issue, NewsletterPage, Subscriber


def _languages(page: Any) -> str:
    return ", ".join(cms.language_name(code) for code in page.languages)


def _state(page: Any) -> str:
    return str(Issue.State(page.issue_state).label if page.issue_state else _("not sent"))


class EditionIndexView(IndexView):
    """The editions, newest first: one row for each, whatever its languages."""

    model = NewsletterPage
    i18n_enabled = False  # a row is an edition in all its languages
    is_searchable = False  # what was not sent is in no search index
    any_permission_required: ClassVar[list[str]] = ["add", "change", "publish"]
    page_title = gettext_lazy("Editions")
    header_icon = "mail"
    index_url_name = "newsletter_editions:index"
    add_url_name = "newsletter_editions:begin"
    add_item_label = gettext_lazy("Write an edition")
    default_ordering: ClassVar[list[str]] = ["-date", "-pk"]
    paginate_by = 50
    columns: ClassVar[list[Column]] = [
        TitleColumn("title", label=gettext_lazy("Subject"), get_url=lambda page: reverse(cms.EDITION, args=[page.pk])),
        Column("date", label=gettext_lazy("Date"), sort_key="date"),
        Column("languages", label=gettext_lazy("Languages"), accessor=_languages),
        Column("state", label=gettext_lazy("State"), accessor=_state),
        DateColumn("issue_started_at", label=gettext_lazy("Sent")),
    ]

    def get_base_queryset(self) -> Any:
        mine = self.permission_policy.explorable_instances(self.request.user).values("pk")
        pages = NewsletterPage.objects.filter(pk__in=mine).first_written().with_languages().with_sending()
        return pages.defer_streamfields()


class EditionViewSet(ViewSet):
    """Editions: begun here, written as pages, tested and sent on the page of each."""

    name = "newsletter_editions"
    url_prefix = "newsletter-editions"
    icon = "mail"
    menu_label = gettext_lazy("Editions")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", EditionIndexView.as_view(), name="index"),
            path("new/", cms.begin, name="begin"),
            path("<int:page_id>/", cms.edition, name="edition"),
        ]


class DeliveryFilterSet(WagtailFilterSet):
    """Find the uncertain and the failed ones."""

    class Meta:
        model = Delivery
        fields = ["state", "issue"]


class DeliveryIndexView(IndexView):
    """The list, with readers and editions in the same query."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("subscriber", "issue")


class DeliveryViewSet(ModelViewSet):
    """What became of each copy. Read-only: the worker writes, and a copy that was sent is never sent again."""

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
        fields = ["state", "language"]  # a list of those who asked for discretion is a list of those in danger


class SubscriberViewSet(ModelViewSet):
    """The readers. Read-only: they change their own settings, and nobody could consent for them."""

    model = Subscriber
    name = "newsletter_readers"
    icon = "group"
    list_display = ["email", "language", "state", "confirmed_at"]
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

    menu_label = gettext_lazy("Newsletter")
    menu_icon = "mail"
    menu_order = 260
    items = (EditionViewSet, DeliveryViewSet, SubscriberViewSet)
