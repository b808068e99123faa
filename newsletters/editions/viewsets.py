"""The editions in the CMS."""

from typing import Any, ClassVar

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import HeaderButton

from coalition.languages.names import language_list
from coalition.users.viewsets import shown_to
from newsletters.editions.models import NewsletterPage
from newsletters.sending.models import Edition

from . import cms_views, permissions
from . import cms_views as gate
from .cms_views import EDITION, begin, edition, recipients


def _languages(page: Any) -> str:
    return language_list(page.languages)


def _state(page: Any) -> str:
    return str(Edition.State(page.edition_state).label if page.edition_state else _("not sent"))


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

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not self.request.user.has_perm("newsletters.view_delivery"):
            return super().header_buttons
        deliveries = HeaderButton(
            label=_("Deliveries"), url=reverse("newsletter_deliveries:index"), icon_name="list-ul"
        )
        return [*super().header_buttons, deliveries]

    columns: ClassVar[list[Column]] = [
        TitleColumn("title", label=gettext_lazy("Subject"), get_url=lambda page: reverse(EDITION, args=[page.pk])),
        Column("date", label=gettext_lazy("Date"), sort_key="date"),
        Column("languages", label=gettext_lazy("Languages"), accessor=_languages),
        Column("state", label=gettext_lazy("State"), accessor=_state),
        DateColumn("edition_started_at", label=gettext_lazy("Sent")),
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
    menu_item_class = shown_to(permissions.may_see)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", EditionIndexView.as_view(), name="index"),
            path("new/", begin, name="begin"),
            path("<int:page_id>/", edition, name="edition"),
            path("<int:page_id>/check/", gate.check, name="check"),
            path("<int:page_id>/decide/", cms_views.decide, name="decide"),
            path("<int:page_id>/words/<str:language>/", cms_views.words, name="words"),
            path("<int:page_id>/recipients/", recipients, name="recipients"),
        ]
