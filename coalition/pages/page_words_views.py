"""Pages in four languages on one form of the CMS: those of one thing, or new ones."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.admin.widgets.button import ButtonWithDropdown
from wagtail.models import Page

from coalition.cms.translations import State, row_of, sentence
from coalition.users.models import User

from . import page_words
from .models import CoalitionPage
from .page_words_forms import WordsForm

PUBLISH = "publish"  # the name of the button that publishes


class PageWordsView(WagtailAdminTemplateMixin, TemplateView):
    """The words of one page in each language: all of them are saved, or none."""

    template_name = "cms/page.html"
    header_icon = "doc-full-inverse"
    help = gettext_lazy("A language without a title has no page. Words are never translated by a machine.")
    kind: type[CoalitionPage]
    pages: Mapping[str, Any] = {}  # by language, as their editors left them
    parents: Mapping[str, Any]  # by language: where a new page goes
    words: WordsForm

    @transaction.atomic
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        data = request.POST if request.method == "POST" else None
        if data is not None:
            self.lock()
        self.check()
        self.words = WordsForm(
            data,
            kind=self.kind,
            languages=self.parents.keys() | self.pages.keys(),
            pages=self.pages,
            writable=self.writable,
            notes=notes_on(self.pages),
        )
        return super().dispatch(request, *args, **kwargs)

    def lock(self) -> None:
        """Keep what is compared as it is until it is saved."""

    def check(self) -> None:
        """Raise PermissionDenied unless the editor may do this."""
        if not self.writable:
            raise PermissionDenied

    @cached_property
    def writable(self) -> list[str]:
        return page_words.writable(self.request.user, self.parents, self.pages)

    def may_publish(self) -> bool:
        return page_words.may_publish(self.request.user, self.writable, self.parents, self.pages)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write everything that was typed, or nothing."""
        publish = PUBLISH in request.POST
        if (publish and not self.may_publish()) or not isinstance(request.user, User):
            raise PermissionDenied
        if not self.are_valid():
            messages.error(request, _("Nothing was saved. Correct what is marked below."))
            return self.render_to_response(self.get_context_data(**kwargs))
        self.save(publish=publish, user=request.user)
        messages.success(request, _("The pages are published.") if publish else _("The pages are saved as drafts."))
        return redirect(self.get_success_url())

    def are_valid(self) -> bool:
        return self.words.is_valid()

    def save(self, *, publish: bool, user: User) -> None:
        raise NotImplementedError

    def get_success_url(self) -> str:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {"form": self.words, "help": self.help, "submit_label": pgettext("pages", "Save as drafts")}
        if self.may_publish():
            found |= {"second_label": pgettext("pages", "Save and publish"), "second_name": PUBLISH}
        return super().get_context_data(**kwargs) | found

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Return the ways to the editors of the whole pages."""
        pages = [
            Button(str(page.locale), reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in self.pages.values()
        ]
        return [ButtonWithDropdown(label=_("Edit the whole page"), buttons=pages, icon_name="edit")] if pages else []


def notes_on(pages: Mapping[str, Any]) -> dict[str, str]:
    """Return by language what is said of a page whose source changed since, or whose readers see earlier words."""
    row = next((row_of(page) for page in pages.values()), None)
    behind = {cell.language: sentence(cell) for cell in row.cells if cell.state == State.STALE} if row else {}
    drafts = {
        language: _("These words are a draft: readers see earlier ones.")
        for language, page in pages.items()
        if page.live and page.has_unpublished_changes
    }
    return {language: f"{behind.get(language, '')} {drafts.get(language, '')}" for language in behind | drafts}


class NewPagesView(PageWordsView):
    """A new page below one that there is, in each language in which that one is: drafts, unless they are published."""

    @cached_property
    def parent(self) -> Any:
        return get_object_or_404(Page, pk=self.kwargs["parent"]).specific

    @property
    def kind(self) -> type[CoalitionPage]:  # type: ignore[override]
        for kind in kinds_below(self.parent):
            if kind._meta.label_lower == self.kwargs["page_type"]:
                return kind
        raise Http404

    @cached_property
    def parents(self) -> Mapping[str, Any]:  # type: ignore[override]
        pages = self.parent.get_translations(inclusive=True).filter(alias_of__isnull=True).select_related("locale")
        return {page.locale.language_code: page for page in pages}

    def get_page_title(self) -> str:
        return _("%(type)s in four languages") % {"type": self.kind.get_verbose_name()}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": self.get_success_url(), "label": self.parent.get_admin_display_title()}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.get_page_title()}]

    def save(self, *, publish: bool, user: User) -> None:
        page_words.write(
            kind=self.kind, facts={}, pages={}, parents=self.parents, words=self.words.words(), publish=publish,
            user=user,
        )  # fmt: skip

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_explore", args=[self.parent.pk])


def kinds_below(parent: Any) -> list[type[CoalitionPage]]:
    """Return the types of pages that are offered below `parent` in four languages at once."""
    return [kind for kind in parent.creatable_subpage_models() if getattr(kind, "in_four_languages", False)]


def new_pages_url(parent: Page, kind: type[CoalitionPage]) -> str:
    return reverse("pages_in_four_languages", args=[parent.pk, kind._meta.label_lower])


def offer_four_languages(page: Any, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    """Return the ways to new pages below `page` (hook `register_page_header_buttons`)."""
    if view_name != "index" or not page.permissions_for_user(user).can_add_subpage():
        return []
    return [
        Button(
            _("%(type)s in four languages") % {"type": kind.get_verbose_name()},
            new_pages_url(page, kind),
            icon_name="plus",
            priority=15,
        )
        for kind in kinds_below(page.specific_class)
    ]


def urlpatterns() -> list[URLPattern]:
    view = NewPagesView.as_view()
    return [path("pages/<int:parent>/four-languages/<str:page_type>/", view, name="pages_in_four_languages")]
