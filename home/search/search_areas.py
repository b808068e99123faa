"""Search over all that readers may open: in one language, by stem or beginning, in every script."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import Case, DateTimeField, F, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import pgettext
from wagtail.models import Page
from wagtail.query import PageQuerySet

from coalition import dates
from coalition.members.models import WORDS, LocalGovernment
from coalition.news import models
from coalition.news.models import NewsPage
from coalition.pages.querysets import unrestricted
from coalition.site.paths import path_of
from events.models import Event
from events.pages.event_list import pages_of_closed_events
from events.pages.models import EventPage
from events.pages.querysets import ROW_FIELDS
from events.querysets import to_come
from newsletters.editions.models import as_sent
from webinars.courses.pages import LessonPage
from webinars.replays import spoken_text
from webinars.replays import transcript_search as said

from . import indicators
from .question import Question
from .site_sections import beside_sections

IN_TITLE = "B"  # the weight under which Wagtail keeps the words of a title


@dataclass(frozen=True)
class Hit:
    """One thing found. `in_title` says that its title has every word; `state` is a word such as *Cancelled*."""

    title: str
    url: str
    text: str = ""
    eyebrow: str = ""
    when: str = ""
    state: str = ""
    in_title: bool = False
    language: str = ""  # of its text, where that is not the page's


@dataclass(frozen=True)
class Area:
    """One kind of thing that search looks through: its rows (a sliceable, countable list) and how a row is shown.

    Rows that know of more than they count say so: `is_more`.
    """

    key: str
    label: str
    rows: Any
    as_hit: Callable[[Any], Hit] = field(repr=False)

    @property
    def has_more(self) -> bool:
        """Say whether there are more rows than are counted and shown."""
        return bool(getattr(self.rows, "is_more", False))


def areas(question: Question) -> list[Area]:
    """Return the areas with what answers `question` in its language; rows are not fetched yet."""
    if not question.parts:
        return []
    found = SimpleLazyObject(lambda: indicators.found(question))
    return [
        Area("members", pgettext("search", "Members"), members(question), _member_hit),
        Area("events", pgettext("search", "Events"), events(question), _event_hit),
        Area("figures", pgettext("search", "Figures"), found, _figure_hit),
        Area("lessons", pgettext("search", "Lessons"), lessons(question), _page_hit),
        Area("news", pgettext("search", "News"), news(question), _news_hit),
        Area("pages", pgettext("search", "Pages"), pages(question), _page_hit),
        recordings(question),
    ]


def recordings(question: Question) -> Area:
    """Return the area of what was said in recordings, the latest first."""
    found = said.Found(question.condition(), question.language)
    return Area("said", pgettext("search", "Said in recordings"), found, partial(_said_hit, question))


def members(question: Question) -> Any:
    """Return the governments with these words in their names; words for a part of the site may stand beside them."""
    named = beside_sections(question).query()
    return LocalGovernment.objects.public().alias(words=WORDS).filter(words=named).by_name()


def lessons(question: Question) -> Any:
    """Return the lessons that answer, the best answer first, whatever the course around them is called."""
    found = unrestricted(LessonPage.objects.live()).filter(locale__language_code=question.language)
    return _best_first(found, beside_sections(question, "courses/"))


def events(question: Question) -> Any:
    coming = When(to_come(timezone.now(), "event__"), then=Value(0))
    phase = Case(When(event__state=Event.State.CANCELLED, then=Value(2)), coming, default=Value(1))
    dated = Q(phase=0) & ~Q(event__state=Event.State.POSTPONED)
    found = EventPage.objects.public().in_language(question.language)
    return (
        _answering(found, question)
        .annotate(phase=phase)
        .annotate(next=Case(When(dated, then=F("event__start")), output_field=DateTimeField()))
        .order_by("phase", "-in_title", F("next").asc(nulls_last=True), "-event__start", "pk")
        .only(*ROW_FIELDS)
    )


def news(question: Question) -> Any:
    """Return the news that answers, what has it in the title first, then the latest."""
    found = models.live_pages(question.language)
    return _answering(found, question).order_by("-in_title", "-date", "-pk").only(*models.ROW_FIELDS)


def pages(question: Question) -> Any:
    """Return every other page that answers, the best answer first. An edition has the words that were sent."""
    found = unrestricted(Page.objects.live()).filter(locale__language_code=question.language, depth__gt=1)
    # The index may still hold the page of an event that was closed since.
    found = found.not_type(EventPage, NewsPage, LessonPage).exclude(pk__in=pages_of_closed_events())
    return _best_first(found, question)


def _best_first(found: PageQuerySet, question: Question) -> PageQuerySet:
    return (
        _answering(found, question)
        .annotate(
            rank=SearchRank(F("index_entries__body"), question.query()),
            shown_title=Coalesce(as_sent("subject"), F("title")),
            shown_text=Coalesce(as_sent("summary"), F("search_description"), output_field=TextField()),
            shown_date=as_sent("date"),
        )
        .order_by("-in_title", "-rank", "pk")
    )


def _answering(found: PageQuerySet, question: Question) -> PageQuerySet:
    """Return those of `found` whose indexed words match, with `in_title`: whether their title alone does."""
    has_it = When(index_entries__body=question.query(IN_TITLE), then=Value(1))
    found = found.filter(index_entries__body=question.query())
    return found.annotate(in_title=Case(has_it, default=Value(0), output_field=IntegerField()))


def _figure_hit(found: indicators.FoundFigure) -> Hit:
    """Lead to the indicator, or to what it says of a place."""
    chosen = f"?place={found.place}" if found.place else ""
    return Hit(found.name, f"{found.url}{chosen}", text=found.text, eyebrow=found.place_name, in_title=found.in_title)


def _member_hit(government: LocalGovernment) -> Hit:
    return Hit(government.name, government.get_absolute_url(), eyebrow=government.country_name, in_title=True)


def _when(row: Any) -> str:
    """Return when the event of `row` is; nothing of a postponed one, whose date does not hold."""
    if row.state == "postponed":
        return ""
    return dates.days(row.start, row.end) if row.all_day else dates.moment(row.start, row.end, zone=row.zone)


def _event_hit(page: Any) -> Hit:
    row = page.row
    return Hit(
        row.title,
        row.url,
        text=row.summary,
        eyebrow=row.kind_label,
        when=_when(row),
        state=row.state_label,
        in_title=bool(page.in_title),
    )


def _news_hit(page: Any) -> Hit:
    row = models.row_of(page)
    return Hit(row.title, row.url, text=row.summary, when=dates.day(row.date), in_title=bool(page.in_title))


def _said_hit(question: Question, minute: said.Minute) -> Hit:
    """Show the line that has most of what was asked, and lead to its second."""
    words = [
        [form for way in part.ways for word in way for form in (*word.begins, word.stem)] for part in question.parts
    ]
    line = said.line_of(minute, words)
    second = spoken_text.second_of(line.start)
    url = f"{path_of(minute.page)}replay/?captions={minute.language}&t={second}#t{second}"
    spoken = minute.language if minute.language != question.language else ""
    when = spoken_text.clock(line.start)
    return Hit(minute.page.title, url, text=line.text, eyebrow=line.speaker, when=when, language=spoken)


def _page_hit(page: Any) -> Hit:
    when = dates.day(page.shown_date) if page.shown_date else ""
    return Hit(page.shown_title, path_of(page), text=page.shown_text, when=when, in_title=bool(page.in_title))
