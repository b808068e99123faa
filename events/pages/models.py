"""Words about events: one page per language, all pointing to the same facts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.http import http_date
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale, Page, PageManager
from wagtail.search import index

from coalition import dates
from coalition.caching.memory import recall
from coalition.languages.fields import StreamField
from coalition.languages.names import country_name
from coalition.pages import json_ld, navigation, share_images
from coalition.pages.blocks import BodyBlock
from coalition.pages.covers import Cover, Pictured, pattern_cover, picture_panel
from coalition.pages.models import CoalitionPage
from coalition.privacy.decorators import private_page
from coalition.site.paths import path_of
from events.days import short_hours_of
from events.languages import language_name
from events.models import Event
from events.permissions import invitation, may_see
from events.team.permissions import runs
from events.team.policies import ForgetsRefused

from .linked_data import event_node
from .permissions import EventPagePermissionTester
from .querysets import EventPageQuerySet, EventRow


def words(event: Event) -> str:
    """Return when registration for `event` opens, or until when it is open, and for whom; "" where nothing is said."""
    now = timezone.now()
    if event.state != Event.State.SCHEDULED or event.is_over:
        return ""
    opens, closes = event.registration_opens, event.registration_deadline
    if event.by_invitation and now < closes:  # who holds one reads on its page when it works
        return gettext("Registration is by personal invitation.")
    if opens and now < opens:
        return gettext("Registration opens on %(moment)s.") % {"moment": dates.moment(opens, zone=event.zone)}
    if now < closes:
        return gettext("Registration is open until %(moment)s.") % {"moment": dates.moment(closes, zone=event.zone)}
    return gettext("Registration is closed.")


def next_change(event: Event, now: datetime) -> datetime | None:
    """Return the next instant at which the page of `event` says something else by itself."""
    moments = (event.registration_opens, event.registration_closes, event.start, event.end)
    return min((moment for moment in moments if moment and moment > now), default=None)


def keep_until_it_changes(response: HttpResponse, events: Iterable[Event], since: datetime) -> None:
    """Let `response`, which tells of `events`, say until when it is right; the page cache drops it then.

    `since` is from before it was made: a moment that passed meanwhile ends it at once.
    """
    if moments := [moment for event in events if (moment := next_change(event, since))]:
        response["Expires"] = http_date(min(moments).timestamp())


def refusal(section: Page, kind: str) -> Promise | str:
    """Return why a page of an event of this `kind` cannot stand below `section`; "" when it can."""
    takes = getattr(section.specific_class, "takes", None)
    if takes is None or takes(kind):
        return ""
    return _("Webinars have their pages below Webinars, and all other events below Events.")


class EventPageForm(ForgetsRefused, WagtailAdminPageForm):
    """Says why the page cannot be of this event, which belongs elsewhere. It stays the page of its event for good."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.language_id:  # people are written to in its words
            self.fields["event"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        event = cleaned.get("event")
        if event and self.for_user and not runs(self.for_user, event.pk):
            self.add_error("event", _("Only the event’s team can edit its pages."))
        if event and self.parent_page and (message := refusal(self.parent_page, event.kind)):
            self.add_error("event", message)
        if cleaned.get("expire_at"):
            self.add_error("expire_at", _("The page of an event does not expire: unpublish it once it is over."))
        return cleaned


def _query(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""


HAS_A_PAGE = _("This event has a page in this language already. Edit that page, or choose another event.")

EventPageManager = PageManager.from_queryset(EventPageQuerySet)


class EventPage(Pictured, CoalitionPage):
    private_page_options: ClassVar[list[str]] = []
    is_previewed = False

    event = models.ForeignKey(Event, models.PROTECT, related_name="pages", verbose_name=_("event"))
    # The page's locale once more, beside the event: only within one table can the two be unique. Empty for a second
    # page from before that was so: it is unpublished, and editors delete it or give it an event of its own.
    language = models.ForeignKey(
        Locale, models.PROTECT, null=True, editable=False, related_name="+", db_index=False, verbose_name=_("language")
    )
    language.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]  # as for the locale itself
    language_id: int | None
    summary = models.CharField(_("summary"), max_length=300, blank=True, help_text=_("Also shown in calendars."))
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    shown_with = ("event",)
    objects = EventPageManager()  # type: ignore[django-manager-missing]  # Wagtail pages have managers of their own

    content_panels = [
        *CoalitionPage.content_panels, FieldPanel("event"), FieldPanel("summary"), picture_panel(), FieldPanel("body")
    ]  # fmt: skip
    search_fields = [*CoalitionPage.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types: ClassVar[list[str]] = ["events.EventsIndexPage"]  # upper apps add sections of their own
    subpage_types: list[str] = []
    base_form_class = EventPageForm
    template = "events/event_page.html"

    @classmethod
    def hidden_from_other_roles(cls) -> Any:
        """Return the keys of pages of closed events: the CMS names them only to who works on them."""
        return cls.objects.filter(event__closed=True).values("pk")

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")
        constraints = [
            *Pictured.Meta.constraints,
            models.UniqueConstraint(
                name="one_page_per_event_and_language",
                fields=["event", "language"],
                violation_error_message=HAS_A_PAGE,
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the page's language, which a second page from before gets once its event is its own."""
        if self._state.adding or self.language_id is not None or not self._others().exists():
            self.language_id = self.locale_id
        self.expire_at = None  # as an earlier version may say: mails have its words and its address
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a second page of an event in one language, and a new page in a section of other events."""
        super().clean()
        if self.event_id is None or self.locale_id is None:
            return
        if self._others().exists():
            raise ValidationError({"event": HAS_A_PAGE})
        if self._state.adding and self.path and (message := refusal(self.get_parent(), self.event.kind)):
            raise ValidationError({"event": message})

    def _others(self) -> EventPageQuerySet:
        """Return the page that this page's event has in its language already."""
        return EventPage.objects.filter(event_id=self.event_id, language_id=self.locale_id).exclude(pk=self.pk)

    def can_move_to(self, parent: Page) -> bool:
        return super().can_move_to(parent) and not refusal(parent, self.event.kind)

    def permissions_for_user(self, user: Any) -> EventPagePermissionTester:
        return EventPagePermissionTester(user, self)

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
        if EventPage.event.is_cached(self):
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
        since = timezone.now()
        response = super().serve(request, *args, **kwargs)
        keep_until_it_changes(response, [self.event], since)
        return private_page(lambda _request: response)(request) if self.event.closed else response

    def get_cover(self) -> Cover:
        """Return the picture of the event: its pattern is the same in every language. Its event must be loaded."""
        return self.covered(pattern_cover("event", self.event.uid))

    def get_share_card(self) -> share_images.ShareCard | None:
        """Return what the image of shared links shows; None for a closed event, and for one with a neutral address."""
        return None if self.event.closed or self.event.neutral_address else super().get_share_card()

    @property
    def share_eyebrow(self) -> str:
        return str(self.event.get_kind_display())

    def get_linked_data(self) -> list[dict[str, Any]]:
        """Return the event for machines; nothing where its links must say nothing."""
        card = self.get_share_card()
        return [event_node(self, path=path_of(self), image=json_ld.absolute(card.path))] if card else []

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

    @property
    def pictured_row(self) -> EventRow:
        """This page as a row of a list that shows pictures (`covers.with_pictures`)."""
        return replace(self.row, cover=self.get_cover())

    @property
    def invitation(self) -> str:
        """What links on this page end with. A preview has none: whoever edits pages is not invited by that."""
        return "" if self.is_previewed else invitation(self.event)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is shown beside the words. Each link ends with the invitation, where there is one."""
        self.is_previewed = getattr(request, "is_preview", False)
        event, url, suffix = self.event, path_of(self), self.invitation
        hours = ("hours", event.pk, event.state, event.takes_days, get_language())  # all that they depend on
        context = super().get_context(request, *args, **kwargs) | {
            "event": event,
            "row": self.row,
            "country_name": country_name(event.country),
            "spoken": [language_name(code) for code in event.spoken],
            "takes_registrations": (takes := recall(("takes registrations", event.pk), event.seat_categories.exists)),
            "registers": takes and not event.by_invitation and event.is_open_for_registration,
            "window": words(event) if takes else "",
            "clock": dates.zone_name(event.zone),
            "hours": recall(hours, lambda: short_hours_of(event)),
            "register_url": f"{url}register/{suffix}",
            "ics_url": f"{url}event.ics{suffix}",
        }
        return context
