"""What the editor of every page needs in the CMS."""

from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from . import deleting, translating, visibility


@hooks.register("insert_global_admin_css")
def add_styles() -> SafeString:
    """Let each paragraph run in its own direction."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))


hooks.register("before_delete_snippet", deleting.keep_what_others_need, order=100)  # after who has words of its own
hooks.register("construct_page_chooser_queryset", visibility.in_choosers)
hooks.register("construct_reports_menu", visibility.without_reports_of_the_whole_site)


@hooks.register("register_admin_urls", order=-1)
def add_translation_pages() -> list[URLPattern]:
    """Let only those begin a translation who may change the page."""
    return translating.urlpatterns()
