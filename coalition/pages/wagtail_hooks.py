"""What the editor of every page needs in the CMS."""

from typing import Any

from django.db.models import DateTimeField
from django.templatetags.static import static
from django.urls import URLPattern, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.fields import register_display_class
from wagtail.snippets.models import register_snippet

from coalition.cms import api, deletion, menu, revisions, translations, visibility
from coalition.cms import views as media
from coalition.cms import views as moments
from coalition.site import helplines
from coalition.site.viewsets import (
    HelplineViewSet,
    MenuItemViewSet,
    PartnerViewSet,
    SiteWordsViewSet,
    helplines_to_confirm,
)
from coalition.users.viewsets import shown_to

from . import page_words_views, querysets
from . import withdrawal as withdrawing
from . import withdrawal as withdrawn


@hooks.register("insert_global_admin_css")
def add_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))


@hooks.register("insert_global_admin_js")
def add_start() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/cms-start.js"))


@hooks.register("register_log_actions")
def name_what_editors_do(actions: Any) -> None:
    """Let the history say what a row was like before somebody edited it, and what became of a file."""
    actions.register_action(revisions.KEPT, _("Keep the version"), _("Kept the version as it was stored"))
    actions.register_action(helplines.CONFIRMED, _("Confirm the number"), _("Confirmed the number"))
    actions.register_action(withdrawing.WITHDRAWN, _("Withdraw the file"), _("Withdrew the file"))
    actions.register_action(withdrawing.GIVEN_BACK, _("Give the file back"), _("Gave the file back to readers"))


for of_the_site in (SiteWordsViewSet, MenuItemViewSet, HelplineViewSet, PartnerViewSet):
    register_snippet(of_the_site)
hooks.register("register_admin_menu_item", menu.messages_item)
hooks.register("construct_main_menu", menu.only_ours)
hooks.register("construct_reports_menu", menu.only_reports_in_use)
hooks.register("waiting_work", helplines_to_confirm)
register_display_class(DateTimeField, display_class=moments.SiteTime)
hooks.register("before_delete_snippet", deletion.keep_what_others_need, order=100)  # after who has words of its own
hooks.register("construct_page_chooser_queryset", visibility.in_choosers)
hooks.register("construct_document_chooser_queryset", visibility.files_in_choosers)
hooks.register("construct_image_chooser_queryset", visibility.files_in_choosers)
hooks.register("construct_admin_api", api.limit_files_of_api, order=1)  # in place of Wagtail's own


@hooks.register("register_admin_urls", order=-1)
def add_translation_pages() -> list[URLPattern]:
    return translations.urlpatterns()


@hooks.register("register_admin_urls")
def add_pages_in_four_languages() -> list[URLPattern]:
    return page_words_views.urlpatterns()


@hooks.register("register_admin_urls", order=-1)
def add_lists_of_files() -> list[URLPattern]:
    return media.urlpatterns()


@hooks.register("register_admin_urls")
def add_withdrawing() -> list[URLPattern]:
    return withdrawn.urlpatterns()


@hooks.register("register_rich_text_features", order=100)  # after Wagtail's own
def lead_only_where_readers_may_go(features: Any) -> None:
    features.register_link_type(querysets.DocumentLinks)


@hooks.register("register_reports_menu_item")
def add_translation_state() -> MenuItem:
    item = shown_to(translations.may_translate)
    return item(
        _("Translations"),
        reverse_lazy("translation_state"),
        name="translation-state",
        icon_name="wagtail-localize-language",
        order=650,
    )


hooks.register("before_edit_page", translations.before_edit, order=-1)  # before wagtail-localize answers itself
hooks.register("register_page_header_buttons", page_words_views.offer_four_languages)
hooks.register("after_edit_page", querysets.tell_of_closed)
hooks.register("after_create_page", querysets.tell_of_closed)
hooks.register("before_serve_document", withdrawn.answer, order=100)  # who may not have it is told nothing of it
