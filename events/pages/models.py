"""Words about events: one page per language, all pointing to the same facts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from coalition.pages import navigation
from coalition.pages.blocks import BodyBlock
from coalition.pages.countries import country_name
from coalition.pages.memory import recall
from coalition.pages.models import CoalitionPage
from coalition.pages.skeleton import path_of
from coalition.privacy.decorators import private_page
from events.languages import language_name
from events.models import Event
from events.permissions import invitation, may_see

from .querysets import EventPageQuerySet
from .rows import EventRow


def _query(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""


EventPageManager = PageManager.from_queryset(EventPageQuerySet)


class EventPage(CoalitionPage):
    """One event's words in one language."""

    private_page_options: ClassVar[list[str]] = []
    extras: ClassVar[list[Callable[["EventPage"], dict[str, Any]]]] = []  # what upper apps add to the page

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
    def row(self) -> EventRow:
        """This page as a row of a list, in the active language. Its event must be loaded, else it costs a query."""
        event = self.event
        return EventRow(
            url=path_of(self),
            title=self.title,
            start=event.local_start,
            end=event.last_moment,
            zone=event.zone,
            all_day=event.all_day,
            kind=event.kind,
            kind_label=str(event.get_kind_display()),
            place=event.place_in() or str(event.get_mode_display()),
            state=event.state,
            state_label="" if event.state == event.State.SCHEDULED else str(event.get_state_display()),
            summary=self.summary,
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is shown beside the words. Each link ends with the invitation, where there is one."""
        event, url, suffix = self.event, path_of(self), invitation(self.event)
        context = super().get_context(request, *args, **kwargs) | {
            "event": event,
            "row": self.row,
            "country_name": country_name(event.country),
            "spoken": [language_name(code) for code in event.spoken],
            "interpreted": [language_name(code) for code in event.interpreted],
            "signed": [language_name(code) for code in event.signed],
            "takes_registrations": event.seat_categories.exists(),
            "register_url": f"{url}register/{suffix}",
            "seats_url": f"{url}seats/{suffix}",
            "ics_url": f"{url}event.ics{suffix}",
        }
        for extra in self.extras:
            context.update(extra(self))
        return context
