"""The CMS's Library menu: facts of resources, and themes. Registered in `wagtail_hooks.py`."""

from typing import Any

from django.db.models import QuerySet
from django.forms import modelform_factory
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from coalition.cms.forms import MakesWord, folded
from coalition.cms.panels import WordsPanel
from coalition.cms.revisions import RevisedViewSet
from coalition.pages.querysets import titled
from coalition.site.models import ENGLISH
from coalition.tables.views import SheetIndexView

from .models import Resource, Theme


class ResourceForm(MakesWord):
    made = "key"

    def made_of(self, cleaned: dict[str, Any]) -> str:
        return f"{cleaned.get('kind', '')} {cleaned.get('year', '')}"


class ResourceChooserViewSet(SnippetChooserViewSet):
    """Choose a resource for its page, or make it there: facts and words in one sitting."""

    creation_form_class = modelform_factory(
        Resource,
        ResourceForm,
        fields=("kind", "year", "themes", "country", "member_code", "languages", "url", "key"),
    )


class ResourceViewSet(RevisedViewSet):
    """Resources: list, filters, export; the chooser makes a new one beside its page."""

    model = Resource
    icon = "doc-full"
    menu_label = _("Resources")
    chooser_viewset_class = ResourceChooserViewSet
    list_display = ["title", "kind", "year", "country"]
    list_filter = ["kind", "year", "country"]
    index_view_class = SheetIndexView
    list_export = [
        "key", "kind", "year", "themes", "authors", "bodies", "publisher", "country", "member_code", "languages", "url",
        "doi", "licence",
    ]  # fmt: skip
    search_fields = ["page_title", "key", "member_code", "authors", "bodies", "publisher"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("year")]),
            FieldRowPanel([FieldPanel("country"), FieldPanel("member_code")]),
            FieldPanel("themes"),
            MultiFieldPanel([FieldPanel("authors"), FieldPanel("bodies"), FieldPanel("publisher")], _("Who wrote it")),
            FieldPanel("languages"),
            MultiFieldPanel([FieldPanel("url"), FieldPanel("doi"), FieldPanel("licence")], _("Address and licence")),
            FieldPanel("illustrative"),
            folded("key"),
        ],
        base_form_class=ResourceForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Resource]:
        return titled(Resource.objects.newest())


class ThemeForm(MakesWord):
    made = "slug"

    def made_of(self, cleaned: dict[str, Any]) -> str:
        return str(cleaned.get("name_en", ""))


class ThemeViewSet(RevisedViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    list_display = ["__str__", "slug", Column("missing", label=_("Languages that are missing: English is shown"))]
    search_fields = ["slug", "name_en", "name_fr", "name_es", "name_ar"]
    edit_handler = ObjectList(
        [WordsPanel("name", _("Name"), help_text=ENGLISH), folded("slug")], base_form_class=ThemeForm
    )


class LibraryGroup(SnippetViewSetGroup):
    """The Library menu. Other apps add to it by the hook `register_library_menu_item`."""

    items = (ResourceViewSet, ThemeViewSet)
    menu_label = _("Library")
    menu_icon = "doc-full"
    menu_order = 480
    submenu_hook = "register_library_menu_item"
