"""How far each page is in each language: the truth, in as many queries for one page as for fifty.

wagtail-localize counts the address name among the words to translate, which stays the same in every language by our
rules, and asks for words of a page that is written by hand: so it says "waiting" of what is done.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from modelcluster.models import get_serializable_data_for_fields
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from coalition.languages.names import site_language_name

from .views import frame

SAME_IN_EVERY_LANGUAGE = "slug"


class State(models.TextChoices):
    SOURCE = "source", pgettext_lazy("translation", "Source")
    COMPLETE = "complete", pgettext_lazy("translation", "Complete")
    UNFINISHED = "unfinished", pgettext_lazy("translation", "Unfinished")
    STALE = "stale", pgettext_lazy("translation", "Out of date")
    HAND_MADE = "hand-made", pgettext_lazy("translation", "Written by hand")
    MISSING = "missing", pgettext_lazy("translation", "Missing")


@dataclass(frozen=True)
class Cell:
    """One page in one language. `changed`: names of what changed in the source since; `left` of `total` texts wait."""

    language: str
    state: State
    page: Page | None = None
    by_hand: bool = False
    changed: tuple[str, ...] = ()
    left: int = 0
    total: int = 0
    since: datetime | None = None
    compared: int | None = None  # the version of the source that the page in this language follows
    source_id: int | None = None  # of wagtail-localize, where the page is kept in step with it


@dataclass(frozen=True)
class Row:
    """One page in every language of the site; `source` is the one that the others follow."""

    source: Any
    cells: tuple[Cell, ...]


def sources(pages: PageQuerySet) -> PageQuerySet:
    """Return of `pages` the one of each set of translations that the others follow: as an editor began it, else the
    one in the site's first language, else the oldest."""
    begun = TranslationSource.objects.filter(object_id=OuterRef("translation_key"), locale_id=OuterRef("locale_id"))
    rank = Case(
        When(Exists(begun.filter(translations__isnull=False)), then=Value(0)),
        When(locale__language_code=settings.LANGUAGE_CODE, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    written = pages.filter(depth__gt=1, alias_of__isnull=True)
    first = written.order_by("translation_key", rank, "pk").distinct("translation_key").values("pk")
    return Page.objects.filter(pk__in=first).order_by("title", "pk")


def translation_rows(found: Iterable[Any]) -> list[Row]:
    """Return the state of the pages `found` (specific, from `sources`) in every language."""
    found = list(found)
    return _Reading(found).rows()


def row_of(page: Page) -> Row | None:
    """Return the state of the set of translations that `page` belongs to."""
    group = Page.objects.filter(translation_key=page.translation_key)
    source = sources(group).specific().first()
    return translation_rows([source])[0] if source is not None else None


class _Reading:
    def __init__(self, found: list[Any]) -> None:
        self.found = found
        keys = [page.translation_key for page in found]
        self.pages: dict[Any, dict[str, Page]] = defaultdict(dict)
        for page in Page.objects.filter(translation_key__in=keys, alias_of__isnull=True).select_related("locale"):
            self.pages[page.translation_key][page.locale.language_code] = page
        translations = Translation.objects.filter(source__object_id__in=keys, enabled=True)
        self.synced = {
            (translation.source.object_id, translation.target_locale.language_code): translation
            for translation in translations.select_related("source", "target_locale")
        }
        self.texts = self._texts({translation.source_id for translation in self.synced.values()})
        self.followed = self._followed()

    def _texts(self, source_ids: set[int]) -> dict[int, set[tuple[int, int]]]:
        """Return the texts to translate of each source, and note which are translated into which language."""
        found: dict[int, set[tuple[int, int]]] = defaultdict(set)
        segments = StringSegment.objects.filter(source_id__in=source_ids).exclude(context__path=SAME_IN_EVERY_LANGUAGE)
        for source_id, string_id, context_id in segments.values_list("source_id", "string_id", "context_id"):
            found[source_id].add((string_id, context_id))
        strings = {string_id for texts in found.values() for string_id, _context in texts}
        done = StringTranslation.objects.filter(translation_of_id__in=strings, has_error=False)
        self.done = set(done.values_list("translation_of_id", "context_id", "locale_id"))
        return found

    def _followed(self) -> dict[tuple[int, int], Revision]:
        """Return, for each page by hand whose source was published later, the version of the source that it follows."""
        wanted = {}
        for source in self.found:
            for language, page in self.pages[source.translation_key].items():
                by_hand = page.pk != source.pk and (source.translation_key, language) not in self.synced
                if by_hand and _later(source, page):
                    wanted[(source.pk, page.pk)] = page.last_published_at
        if not wanted:
            return {}
        ids = {str(source_id) for source_id, _page in wanted}
        versions = Revision.objects.filter(base_content_type__model="page", object_id__in=ids)
        dates = list(versions.order_by("created_at").values_list("object_id", "created_at", "pk"))
        chosen = {}
        for (source_id, page_id), moment in wanted.items():
            before = [pk for object_id, created, pk in dates if object_id == str(source_id) and created <= moment]
            if before:
                chosen[(source_id, page_id)] = before[-1]
        contents = Revision.objects.in_bulk(set(chosen.values()))
        return {pair: contents[pk] for pair, pk in chosen.items()}

    def rows(self) -> list[Row]:
        codes = [code for code, _name in settings.LANGUAGES]
        return [Row(source, tuple(self._cell(source, code) for code in codes)) for source in self.found]

    def _cell(self, source: Any, language: str) -> Cell:
        page = self.pages[source.translation_key].get(language)
        if page is None:
            return Cell(language, State.MISSING)
        if page.pk == source.pk:
            return Cell(language, State.SOURCE, page)
        translation = self.synced.get((source.translation_key, language))
        return self._synced(source, page, translation) if translation else self._by_hand(source, page)

    def _synced(self, source: Any, page: Page, translation: Translation) -> Cell:
        texts = self.texts[translation.source_id]
        left = sum((*text, page.locale_id) not in self.done for text in texts)
        changed = _changed(source, json.loads(translation.source.content_json))
        state = State.STALE if changed else State.UNFINISHED if left else State.COMPLETE
        return Cell(
            page.locale.language_code,
            state,
            page,
            changed=changed,
            left=left,
            total=len(texts),
            since=source.last_published_at if changed else None,
            source_id=translation.source_id,
        )

    def _by_hand(self, source: Any, page: Page) -> Cell:
        followed = self.followed.get((source.pk, page.pk))
        changed = _changed(source, followed.content) if followed else ()
        return Cell(
            page.locale.language_code,
            State.STALE if changed else State.HAND_MADE,
            page,
            by_hand=True,
            changed=changed,
            since=source.last_published_at if changed else None,
            compared=followed.pk if followed and changed else None,
        )


def _later(source: Page, page: Page) -> bool:
    return bool(
        source.last_published_at and page.last_published_at and source.last_published_at > page.last_published_at
    )


def _changed(source: Any, before: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of what a page says otherwise than `before`, a version of it."""
    now = json.loads(json.dumps(get_serializable_data_for_fields(source), cls=DjangoJSONEncoder))
    names = [one.field_name for one in get_translatable_fields(type(source))]
    found = (name for name in names if name != SAME_IN_EVERY_LANGUAGE and name in before and name in now)
    return tuple(_label(type(source), name) for name in found if before[name] != now[name])


def _label(model: Any, name: str) -> str:
    field = model._meta.get_field(name)
    return str(getattr(field, "verbose_name", "") or field.related_model._meta.verbose_name_plural)


PER_PAGE = 25
RESTART = "localize-restart-translation"  # the name of wagtail-localize's button
WARNS = {State.STALE, State.UNFINISHED, State.MISSING}


def may_translate(user: Any) -> bool:
    return bool(policy_registry.get_by_type(Page).user_has_permission(user, "change"))


def pages_to_translate(user: Any) -> Any:
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


class TranslationStateView(WagtailAdminTemplateMixin, TemplateView):
    """Each page in each language: complete, unfinished, out of date, written by hand or missing."""

    template_name = "pages/translations/state.html"
    page_title = _("Translations")
    header_icon = "wagtail-localize-language"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_translate(request.user):
            return permission_denied(request)
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = sources(pages_to_translate(self.request.user))
        shown = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        rows = translation_rows(
            Page.objects.filter(pk__in=[page.pk for page in shown]).order_by("title", "pk").specific()
        )
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "page_obj": shown,
            "languages": [site_language_name(cell.language) for cell in rows[0].cells] if rows else [],
        }


def before_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say in the page editor how far the page is, and ask before its draft is replaced (hook `before_edit_page`)."""
    if request.method == "POST":
        return ask_before_restart(request, page)
    row = row_of(page)
    if row is not None:
        say_state(request, page, row)
    return None


def say_state(request: HttpRequest, page: Page, row: Row) -> None:
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


def sentence(cell: Cell) -> str:
    if cell.state == State.STALE:
        changed = " · ".join(cell.changed)
        return gettext("Out of date: the source changed since (%(changed)s).") % {"changed": changed}
    if cell.state == State.UNFINISHED:
        numbers = {"left": cell.left, "total": cell.total}
        return gettext("Unfinished: %(left)s of %(total)s texts are not translated.") % numbers
    return {
        State.MISSING: gettext("There is no page in this language."),
        State.HAND_MADE: gettext("Written by hand: it does not follow the source automatically."),
        State.COMPLETE: gettext("The translation is complete."),
    }[cell.state]


def state_button() -> tuple[str, str, bool]:
    return messages.button(reverse("translation_state"), gettext("All translations"))


def work_buttons(cell: Cell, source: Page) -> list[tuple[str, str, bool]]:
    """Return the ways to what is to be done about a page that is out of date."""
    if cell.state != State.STALE:
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
    title, here = page.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[page.pk])
    words = gettext(
        "The words of “%(title)s” were written by hand: once the page follows its source again, the translated texts "
        "replace them at the next save. The versions of the page stay in its history, and can be restored from there."
    )
    context = frame("rotate", pgettext("heading", "Start synced translation"), (here, title)) | {
        "help": words % {"title": title},
        "action": here,
        "hidden": {"replace": "1"},
        "submit_name": RESTART,
        "submit_label": pgettext("button", "Replace and start"),
        "is_serious": True,
        "back": here,
        "back_label": pgettext("button", "Keep the words written by hand"),
    }
    return TemplateResponse(request, "cms/page.html", context)


class SubmitPage(SubmitPageTranslationView):
    def get_object(self) -> Page:
        page = super().get_object()
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page


class UpdateTranslations(UpdateTranslationsView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        source = self.get_object().get_source_instance()
        if isinstance(source, Page) and not source.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def urlpatterns() -> list[URLPattern]:
    """Return the addresses below `/cms/` at which these views stand before wagtail-localize's own."""
    return [
        path("reports/translation-state/", TranslationStateView.as_view(), name="translation_state"),
        path("localize/submit/page/<int:page_id>/", SubmitPage.as_view()),
        path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view()),
    ]
