"""Words about events: one page per language, all pointing to the same facts."""

from dataclasses import replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager
from wagtail.search import index
from wagtail.url_routing import RouteResult

from coalition.pages import navigation
from coalition.pages.blocks import RICH_TEXT_FEATURES, BodyBlock
from coalition.pages.memory import recall
from coalition.pages.models import CoalitionPage
from coalition.pages.skeleton import path_of
from coalition.privacy.decorators import private_page
from events import listing
from events.permissions import SectionPermissionTester, invitation, may_see
from events.querysets import EventPageQuerySet

from .event import Event


def _query(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""


EventPageManager = PageManager.from_queryset(EventPageQuerySet)


class SectionPage(CoalitionPage):
    """A page above pages of events: it leads to those that a visitor may see, and hosts do not take it away."""

    private_page_options: ClassVar[list[str]] = []  # who may see an event is its own fact: Event.closed

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an end: a date of expiry would take the section away as well."""
        super().clean()
        if self.expire_at:
            raise ValidationError({"expire_at": _("A section of events does not expire.")})

    def permissions_for_user(self, user: Any) -> SectionPermissionTester:
        return SectionPermissionTester(user, self)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Lead to a page of an event. To a closed one without its invitation: as to one that does not exist.

        What an invitation opens has an argument of its own: such a page is not remembered (skeleton.recall_page).
        """
        if len(path_components) != 1 or not self.live:
            return super().route(request, path_components)
        code = request.GET.get("invitation", "")
        pages = EventPage.objects.child_of(self).live()
        pk = pages.filter(slug=path_components[0]).visible_pk(code)
        if pk is None:
            raise Http404
        page = EventPage.objects.select_related("event").get(pk=pk)
        return RouteResult(page, kwargs={"invited": True} if page.event.closed else None)


class EventsIndexPage(SectionPage):
    """`/events/`: what is to come, then what was, filtered by kind and country."""

    introduction = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)

    content_panels = [*CoalitionPage.content_panels, FieldPanel("introduction")]
    search_fields = [*CoalitionPage.search_fields, index.SearchField("introduction")]
    subpage_types = ["events.EventPage"]
    template = "events/events_index_page.html"

    class Meta:
        verbose_name = _("events index page")
        verbose_name_plural = _("events index pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = EventPage.objects.public().in_language(self.locale.language_code)
        context.update(listing.index_context(pages, request))
        return context


class EventPage(CoalitionPage):
    """One event's words in one language."""

    private_page_options: ClassVar[list[str]] = []

    event = models.ForeignKey(Event, models.PROTECT, related_name="pages", verbose_name=_("event"))
    summary = models.CharField(_("summary"), max_length=300, blank=True, help_text=_("Also shown in calendars."))
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    objects = EventPageManager()

    content_panels = [
        *CoalitionPage.content_panels, FieldPanel("event"), FieldPanel("summary"), FieldPanel("body")
    ]  # fmt: skip
    search_fields = [*CoalitionPage.search_fields, index.SearchField("summary"), index.SearchField("body")]
    subpage_types: list[str] = []
    template = "events/event_page.html"

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")

    def get_indexed_instance(self) -> Any:
        """Keep closed events out of every search index."""
        return None if self.event.closed else super().get_indexed_instance()

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """Return where the page is: for an event with a neutral address, that one."""
        parts = super().get_url_parts(request)
        if parts and parts[2] and (short_id := self._neutral_id()):
            language = parts[2].split("/")[1]
            return (parts[0], parts[1], f"/{language}/e/{short_id}/")
        return parts

    def _neutral_id(self) -> str:
        """Return the identifier in the event's neutral address, or "". No query where the event is loaded."""
        if EventPage.event.is_cached(self):  # type: ignore[attr-defined]
            return self.event.short_id if self.event.neutral_address else ""
        neutral = Event.objects.filter(neutral_address=True)
        ids: dict[int, str] = recall("neutral events", lambda: dict(neutral.values_list("pk", "short_id")))
        return ids.get(self.event_id, "")

    def get_languages(self, request: HttpRequest) -> list[navigation.LanguageLink]:
        """Return this page in each language; a neutral address is the same in all in which there is a page."""
        if not self._neutral_id():
            return super().get_languages(request)
        pages = EventPage.objects.live().filter(event_id=self.event_id)
        live = set(pages.values_list("locale__language_code", flat=True))
        links = navigation.languages(request, None)
        return [link if link.code in live else replace(link, url=f"/{link.code}/") for link in links]

    @property
    def tab_title(self) -> str:
        """The title for the browser's tab and history: neutral where an editor asked for that."""
        return gettext("Information") if self.event.neutral_address else super().tab_title

    def serve(self, request: HttpRequest, *args: Any, neutral: bool = False, **kwargs: Any) -> Any:
        """Answer 404 for a closed event without its invitation: it must not be told from one that does not exist.

        `neutral` says that this is the address that says nothing: a page that has one is nowhere else.
        """
        if not may_see(self.event, request.GET.get("invitation", "")):
            raise Http404
        if self.event.neutral_address and not neutral:
            return private_page(lambda _request: HttpResponseRedirect(f"{path_of(self)}{_query(request)}"))(request)
        response = super().serve(request, *args, **kwargs)
        return private_page(lambda _request: response)(request) if self.event.closed else response

    @cached_property
    def row(self) -> "listing.EventRow":
        """This event as a row of a list."""
        return listing.row(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(listing.page_context(self, suffix=invitation(self.event)))
        return context
