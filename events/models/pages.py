"""Words about events: one page per language, all pointing to the same facts."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager
from wagtail.search import index

from coalition.pages.blocks import RICH_TEXT_FEATURES, BodyBlock
from coalition.pages.models import CoalitionPage
from coalition.privacy.decorators import private_page
from events import listing
from events.permissions import invitation, may_see
from events.querysets import EventPageQuerySet

from .event import Event

EventPageManager = PageManager.from_queryset(EventPageQuerySet)


class EventsIndexPage(CoalitionPage):
    """`/events/`: what is to come, then what was, filtered by kind and country."""

    private_page_options: ClassVar[list[str]] = []  # who may see an event is its own fact: Event.closed

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

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 for a closed event without its invitation: it must not be told from one that does not exist."""
        if not may_see(self.event, request.GET.get("invitation", "")):
            raise Http404
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
