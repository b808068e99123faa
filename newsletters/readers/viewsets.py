"""The readers in the CMS, and what they agree to."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn

from coalition.pages.cms_views import ReadOnlyViewSet, RevisedViewSet
from newsletters.readers.models import ConsentText, Reader


class ReaderFilterSet(WagtailFilterSet):
    """Find readers by language and state."""

    class Meta:
        model = Reader
        fields = ["state", "language"]  # a list of those who asked for discretion is a list of those in danger


class ReaderViewSet(ReadOnlyViewSet):
    """The readers. Read-only: they change their own settings, and nobody could consent for them."""

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
    inspect_view_fields = ["email", "language", "discreet", "state", "confirmed_at", "unsubscribed_at"]
    list_per_page = 50


class ConsentTextViewSet(RevisedViewSet):
    """What the form of the newsletter asks to agree to, a row a language."""

    model = ConsentText
    icon = "tick"
    menu_label = _("Consent to the newsletter")
    menu_hook = "register_site_menu_item"
    list_display = ["__str__", Column("version", label=_("Version")), Column("text", label=_("Text to agree to"))]
    panels = [FieldPanel("text")]
