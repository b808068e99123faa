"""The CMS's page of translations, the sign in the page editor, and the question before a draft is replaced."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

from coalition.pages.languages import site_language_name

from . import state

PER_PAGE = 25
RESTART = "localize-restart-translation"  # the name of wagtail-localize's button
WARNS = {state.State.STALE, state.State.UNFINISHED, state.State.MISSING}


def pages_to_translate(user: Any) -> Any:
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


class TranslationStateView(WagtailAdminTemplateMixin, TemplateView):
    """Each page in each language: complete, unfinished, out of date, written by hand or missing."""

    template_name = "pages/translations/state.html"
    page_title = _("Translations")
    header_icon = "wagtail-localize-language"
    _show_breadcrumbs = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not policy_registry.get_by_type(Page).user_has_permission(request.user, "change"):
            return permission_denied(request)
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = state.sources(pages_to_translate(self.request.user))
        shown = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        rows = state.rows(Page.objects.filter(pk__in=[page.pk for page in shown]).order_by("title", "pk").specific())
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "page_obj": shown,
            "languages": [site_language_name(cell.language) for cell in rows[0].cells] if rows else [],
        }


def before_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say in the page editor how far the page is, and ask before its draft is replaced (hook `before_edit_page`)."""
    if request.method == "POST":
        return ask_before_restart(request, page)
    row = state.row_of(page)
    if row is not None:
        say_state(request, page, row)
    return None


def say_state(request: HttpRequest, page: Page, row: state.Row) -> None:
    """Put the sign of `page` above its editor: its own, or for a source that of each other language."""
    if page.pk == row.source.pk:
        wanting = [cell for cell in row.cells if cell.state in WARNS]
        has_translations = any(cell.page is not None and cell.page.pk != page.pk for cell in row.cells)
        if wanting and has_translations:
            sentences = [f"{site_language_name(cell.language)}: {sentence(cell)}" for cell in wanting]
            messages.info(request, " ".join(sentences), buttons=[state_button()])
        return
    cell = next((cell for cell in row.cells if cell.page is not None and cell.page.pk == page.pk), None)
    if cell is None:
        return
    say = messages.warning if cell.state in WARNS else messages.info
    say(request, sentence(cell), buttons=[*work_buttons(cell, row.source), state_button()])


def sentence(cell: state.Cell) -> str:
    if cell.state == state.State.STALE:
        changed = " · ".join(cell.changed)
        return gettext("Out of date: the source changed since (%(changed)s).") % {"changed": changed}
    if cell.state == state.State.UNFINISHED:
        numbers = {"left": cell.left, "total": cell.total}
        return gettext("Unfinished: %(left)s of %(total)s texts are not translated.") % numbers
    return {
        state.State.MISSING: gettext("There is no page in this language."),
        state.State.HAND_MADE: gettext("Written by hand: it does not follow the source automatically."),
        state.State.COMPLETE: gettext("The translation is complete."),
    }[cell.state]


def state_button() -> tuple[str, str, bool]:
    return messages.button(reverse("translation_state"), gettext("All translations"))


def work_buttons(cell: state.Cell, source: Page) -> list[tuple[str, str, bool]]:
    """Return the ways to what is to be done about a page that is out of date."""
    if cell.state != state.State.STALE:
        return []
    if cell.source_id is not None:
        url = reverse("wagtail_localize:update_translations", args=[cell.source_id])
        return [messages.button(url, gettext("Take over the changes"))]
    url = reverse("wagtailadmin_pages:revisions_compare", args=[source.pk, cell.compared, "live"])
    return [messages.button(url, gettext("See what changed"))]


def ask_before_restart(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before a synced translation starts again, ask whether its words may be replaced."""
    if RESTART not in request.POST or "replace" in request.POST:
        return None
    stopped = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=False
    )
    if not stopped.exists() or not page.permissions_for_user(request.user).can_edit():
        return None
    row = state.row_of(page)
    context = {"page": page, "source": row.source if row else None, "button": RESTART}
    return TemplateResponse(request, "pages/translations/confirm_restart.html", context)
