"""Facts of resources in the CMS, in the Network menu. Registered in `wagtail_hooks.py`."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from coalition.pages.cms_views import RevisedViewSet

from .models import Resource


class ResourceChooserViewSet(SnippetChooserViewSet):
    """Choose a resource for its page, or make it there: facts and words in one sitting."""

    form_fields = ("key", "kind", "year", "country", "member_code", "languages", "url")


class ResourceViewSet(RevisedViewSet):
    """Resources: list, filters, export; the chooser makes a new one beside its page."""

    model = Resource
    icon = "doc-full"
    menu_label = _("Resources")
    menu_hook = "register_network_menu_item"
    menu_order = 50
    chooser_viewset_class = ResourceChooserViewSet
    list_display = ["key", "kind", "year", "country"]
    list_filter = ["kind", "year", "country"]
    list_export = ["key", "kind", "year", "country", "member_code", "languages", "url"]
    search_fields = ["key", "member_code"]
    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("kind"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("country"), FieldPanel("member_code")]),
        FieldPanel("languages"),
        FieldPanel("url"),
        FieldPanel("illustrative"),
    ]
