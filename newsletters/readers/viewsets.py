"""The readers in the CMS, and what they agree to."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets import Button, HeaderButton

from coalition.cms.menu import BelowAList
from coalition.cms.revisions import RevisedViewSet
from coalition.users.viewsets import InspectIndexView, ReadOnlyViewSet
from newsletters.readers.models import ConsentText, Reader

from . import cms_views
from .cms_views import ReaderImportView


class ReaderFilterSet(WagtailFilterSet):
    class Meta:
        model = Reader
        fields = ["state", "language"]  # a list of those who asked for discretion is a list of those in danger


class ReaderIndexView(InspectIndexView):
    @property
    def header_buttons(self) -> list[HeaderButton]:
        offered = [
            ("import_reader", _("Import readers"), "import", "upload"),
            ("export_reader", _("Export readers"), "export", "download"),
            ("unsubscribe_reader", _("Unsubscribe on request"), "end", "cross"),
        ]
        return [
            HeaderButton(label=label, url=reverse(f"newsletter_readers:{name}"), icon_name=icon)
            for permission, label, name, icon in offered
            if self.request.user.has_perm(f"newsletters.{permission}")
        ]

    @property
    def header_more_buttons(self) -> list[Button]:
        if not self.request.user.has_perm("newsletters.change_consenttext"):
            return []
        return [Button(_("Consent to the newsletter"), reverse("wagtailsnippets_newsletters_consenttext:list"))]


class ReaderViewSet(ReadOnlyViewSet):
    """The readers. Read-only: they change their own settings, and nobody could consent for them."""

    index_view_class = ReaderIndexView

    model = Reader
    name = "newsletter_readers"
    icon = "group"
    list_display = [
        "email",
        "language",
        "state",
        DateColumn("confirmed_at", label=pgettext_lazy("date of a reader", "Confirmed"), sort_key="confirmed_at"),
    ]
    filterset_class = ReaderFilterSet
    search_fields = ["email"]
    inspect_view_fields = ["email", "language", "state", "confirmed_at", "unsubscribed_at"]
    list_per_page = 50

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("import/", ReaderImportView.as_view(), name="import"),
            path("export/", cms_views.export, name="export"),
            path("unsubscribe/", cms_views.end, name="end"),
        ]


class ConsentTextViewSet(BelowAList, RevisedViewSet):
    """What the form of the newsletter asks to agree to, a row a language."""

    model = ConsentText
    icon = "tick"
    above = (_("Readers"), "newsletter_readers:index")
    list_display = ["__str__", Column("version", label=_("Version")), Column("text", label=_("Text to agree to"))]
    panels = [FieldPanel("text")]
