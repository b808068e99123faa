"""Synonyms in the CMS. Registered in `home/wagtail_hooks.py`."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column

from coalition.pages.cms_views import RevisedViewSet

from .models import SearchSynonyms


class SearchSynonymsViewSet(RevisedViewSet):
    """Synonyms for the search."""

    model = SearchSynonyms
    icon = "search"
    menu_label = _("Search synonyms")
    menu_hook = "register_settings_menu_item"
    list_display = [Column("__str__", label=_("Words")), Column("get_language_display", label=_("Language"))]
    list_filter = ["language"]
    panels = [FieldPanel("language"), FieldPanel("terms")]
