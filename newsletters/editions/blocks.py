"""The blocks of an edition. Each has two templates: one for the web, one (MJML) for the mail."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks as wagtail_blocks

from charter.followup import progress
from charter.signing.models import Signature
from coalition.languages.names import language_codes, site_language_name
from coalition.members.models import LocalGovernment
from coalition.news import models as news
from coalition.pages import blocks
from coalition.pages.blocks import (
    ACT,
    MEDIA,
    RICH_TEXT_FEATURES,
    ROWS,
    TEXT,
    ButtonBlock,
    FiguresBlock,
    HeadingBlock,
    ImageBlock,
    QuoteBlock,
)
from coalition.pages.querysets import unrestricted
from coalition.resources.models import ResourcePage, theme_choices
from events.models import Event
from events.pages.models import EventPage
from newsletters.sending.models import Edition

FIRST = timedelta(days=90)  # how far back the first edition of all looks
MOST = 10
Parts = list[tuple[str, list[Any]]]


def last_edition() -> datetime:
    """Return when the words of the last edition that left were made: what is newer was in none."""
    left = Edition.objects.public().exclude(state=Edition.State.CANCELLED)
    newest: datetime | None = left.aggregate(newest=Max("asked_at"))["newest"]
    return newest or timezone.now() - FIRST


class ListBlock(wagtail_blocks.StructBlock):
    """A heading and rows that are looked up when the edition is previewed or frozen."""

    title = wagtail_blocks.CharBlock(label=_("title"), required=False)

    def rows(self, value: Any) -> list[Any]:
        raise NotImplementedError

    def facts(self, value: Any, shown: frozenset[str]) -> dict[str, Any]:
        """Return what the templates need; `shown` are the addresses that other lists of the edition hold."""
        return {"rows": self.rows(value)}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        shown = (parent_context or {}).get("shown", frozenset())
        return super().get_context(value, parent_context=parent_context) | self.facts(value, shown)


def shown_in(body: Iterable[Any]) -> frozenset[str]:
    """Return the addresses that the lists of an edition hold, digests aside: what a digest does not repeat."""
    found: set[str] = set()
    for child in body:
        if isinstance(child.block, ListBlock) and not isinstance(child.block, DigestBlock):
            found |= {address_of(row) for row in child.block.rows(child.value)}
    return frozenset(found - {""})


def address_of(row: Any) -> str:
    return str((row.get("url") or row.get("name", "")) if isinstance(row, dict) else getattr(row, "url", ""))


def languages() -> list[tuple[str, str]]:
    return [(code, site_language_name(code)) for code in language_codes()]


def _pages_of_events() -> Any:
    pages = EventPage.objects.public().exclude(event__state=Event.State.CANCELLED)
    return pages.in_language(get_language() or "en").upcoming().defer_streamfields()


class UpcomingEventsBlock(ListBlock):
    """Public events: chosen ones, or the next of a type, region, language and theme."""

    pages = wagtail_blocks.ListBlock(
        wagtail_blocks.PageChooserBlock(page_type="events.EventPage"),
        label=_("events"),
        min_num=0,
        max_num=MOST,
        default=[],
        help_text=_("Leave empty for the next ones."),
    )
    count = wagtail_blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=MOST)
    kind = wagtail_blocks.ChoiceBlock(Event.Kind.choices, label=_("type"), required=False)
    region = wagtail_blocks.ChoiceBlock(LocalGovernment.Section.choices, label=_("region of the host"), required=False)
    language = wagtail_blocks.ChoiceBlock(languages, label=_("spoken in or interpreted into"), required=False)
    themes = wagtail_blocks.MultipleChoiceBlock(
        theme_choices,
        label=_("themes"),
        required=False,
        default=[],
        widget=CheckboxSelectMultiple,
        help_text=_("Events with one of them; none for all."),
    )

    class Meta:
        icon = "date"
        group = ROWS
        label = _("Upcoming events")
        template = "newsletters/blocks/upcoming_events.html"
        preview_value = {"title": _("Upcoming events"), "count": 3}

    def rows(self, value: Any) -> list[Any]:
        """Return the rows of the chosen events that are not over, or of the next ones, in the reader's language."""
        pages = _pages_of_events()
        keys = [page.translation_key for page in value.get("pages") or [] if page]
        if keys:
            found = {page.translation_key: page for page in pages.filter(translation_key__in=keys)}
            return [found[key].row for key in keys if key in found]
        if value.get("kind"):
            pages = pages.filter(event__kind=value["kind"])
        if value.get("region"):
            pages = pages.filter(event__host__section=value["region"])
        if themes := value.get("themes"):
            pages = pages.filter(event__themes__overlap=themes)
        if language := value.get("language"):
            spoken = Q(event__spoken__contains=[language]) | Q(event__interpreted__contains=[language])
            pages = pages.filter(spoken)
        return [page.row for page in pages[: value["count"]]]


class NewSignatoriesBlock(ListBlock):
    """Governments whose signature was accepted lately, or since the last edition."""

    since = wagtail_blocks.ChoiceBlock(
        [("edition", _("since the last edition")), ("days", _("in the last days"))], default="days", label=_("which")
    )
    days = wagtail_blocks.IntegerBlock(label=_("in the last days"), default=90, min_value=1, max_value=730)
    count = wagtail_blocks.IntegerBlock(label=_("at most"), default=5, min_value=1, max_value=30)

    class Meta:
        icon = "group"
        group = ROWS
        label = _("New signatories")
        template = "newsletters/blocks/new_signatories.html"
        preview_value = {"title": _("New signatories"), "since": "days", "days": 730, "count": 5}

    def rows(self, value: Any) -> list[Any]:
        since = last_edition() if value.get("since") == "edition" else timezone.now() - timedelta(days=value["days"])
        return new_signatories(since, value["count"])


def new_signatories(since: datetime, count: int) -> list[dict[str, Any]]:
    signatures = Signature.objects.listed().filter(signed_at__gt=since)[:count]
    return [
        {"name": signature.government_name, "date": signature.signed_at, "ad_referendum": signature.is_ad_referendum}
        for signature in signatures
    ]


def _resources() -> Any:
    pages = unrestricted(ResourcePage.objects.live()).filter(locale__language_code=get_language() or "en")
    return pages.defer_streamfields().order_by("-resource__year", "-first_published_at", "pk")


def _resource_row(page: Any) -> dict[str, str]:
    return {"title": page.title, "summary": page.summary, "url": page.get_url() or ""}


class ResourcesBlock(ListBlock):
    count = wagtail_blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=MOST)

    class Meta:
        icon = "doc-full"
        group = ROWS
        label = _("Resources")
        template = "newsletters/blocks/resources.html"
        preview_value = {"title": _("Resources"), "count": 3}

    def rows(self, value: Any) -> list[Any]:
        return [_resource_row(page) for page in _resources()[: value["count"]]]


class NewsBlock(ListBlock):
    """Chosen items of news, each in the reader's language where it is published in it; else the latest."""

    pages = wagtail_blocks.ListBlock(
        wagtail_blocks.PageChooserBlock(page_type="news.NewsPage"),
        label=_("items"),
        min_num=0,
        max_num=MOST,
        default=[],
        help_text=_("Leave empty for the latest ones."),
    )
    count = wagtail_blocks.IntegerBlock(label=_("how many of the latest"), default=3, min_value=1, max_value=MOST)

    class Meta:
        icon = "doc-full-inverse"
        group = ROWS
        label = _("News")
        template = "newsletters/blocks/news.html"
        preview_value = {"title": _("News"), "pages": [], "count": 3}

    def rows(self, value: Any) -> list[Any]:
        language = get_language() or "en"
        keys = [page.translation_key for page in value["pages"] if page]
        return news.chosen(language, keys) if keys else news.latest(language, value["count"])


class ProgressBlock(ListBlock):
    """What signatories did of the five deliverables that they committed to."""

    class Meta:
        icon = "order"
        group = ROWS
        label = _("Progress of commitments")
        template = "newsletters/blocks/progress.html"
        preview_value = {"title": _("Progress of commitments")}

    def rows(self, value: Any) -> list[Any]:
        return progress.lines(timezone.localdate())


class DigestBlock(ListBlock):
    """What is new since the last edition: news, events, resources and signatories, none that was told before."""

    count = wagtail_blocks.IntegerBlock(label=_("at most of each"), default=5, min_value=1, max_value=MOST)

    class Meta:
        icon = "history"
        group = ROWS
        label = _("New since the last edition")
        description = _(
            "News, events, resources and signatories since the last edition that left. Nothing is repeated."
        )
        template = "newsletters/blocks/digest.html"
        preview_value = {"title": _("New since the last edition"), "count": 3}

    def rows(self, value: Any) -> list[Any]:
        return [row for _heading, rows in self.parts(value, frozenset()) for row in rows]

    def parts(self, value: Any, shown: frozenset[str]) -> Parts:
        since, count = last_edition(), value["count"]
        published = Q(first_published_at__gt=since)
        fresh = news.live_pages(get_language() or "en").filter(published)
        found: Parts = [
            ("news", [news.row_of(page) for page in fresh[: count + len(shown)]]),
            ("events", [page.row for page in _pages_of_events().filter(published)[: count + len(shown)]]),
            ("resources", [_resource_row(page) for page in _resources().filter(published)[: count + len(shown)]]),
            ("signatories", new_signatories(since, count + len(shown))),
        ]
        told = [(kind, [row for row in rows if address_of(row) not in shown][:count]) for kind, rows in found]
        return [(kind, rows) for kind, rows in told if rows]

    def facts(self, value: Any, shown: frozenset[str]) -> dict[str, Any]:
        return {"parts": self.parts(value, shown)}


def _text() -> wagtail_blocks.RichTextBlock:
    return wagtail_blocks.RichTextBlock(
        features=RICH_TEXT_FEATURES,
        icon="pilcrow",
        label=_("Text"),
        group=TEXT,
        template="blocks/paragraph.html",
        preview_value=blocks.PARAGRAPH,
    )


def _image() -> ImageBlock:
    return ImageBlock(icon="image", label=_("Image"), group=MEDIA, template="blocks/image.html")


class ColumnBlock(wagtail_blocks.StreamBlock):
    text = _text()
    image = _image()
    button = ButtonBlock()


class ColumnsBlock(wagtail_blocks.StructBlock):
    """Two columns side by side; one above the other on a phone."""

    first = ColumnBlock(label=_("first column"), min_num=1, max_num=4)
    second = ColumnBlock(label=_("second column"), min_num=1, max_num=4)

    class Meta:
        icon = "grip"
        group = TEXT
        label = _("Two columns")
        description = _("Two columns side by side; on a phone the second stands below the first.")
        template = "newsletters/blocks/columns.html"
        preview_value = {"first": [("text", blocks.PARAGRAPH)], "second": [("button", blocks.BUTTON)]}

    def facts(self, value: Any) -> list[list[Any]]:
        return [list(value["first"]), list(value["second"])]


class SpacerBlock(wagtail_blocks.StructBlock):
    """Room between two parts, with a line or without."""

    line = wagtail_blocks.BooleanBlock(label=_("with a line"), required=False)

    class Meta:
        icon = "horizontalrule"
        group = TEXT
        label = _("Spacer")
        template = "newsletters/blocks/spacer.html"
        preview_value = {"line": True}


class NewsletterBody(wagtail_blocks.StreamBlock):
    heading = HeadingBlock()
    text = _text()
    quotation = QuoteBlock()
    columns = ColumnsBlock()
    spacer = SpacerBlock()
    image = _image()
    button = ButtonBlock(group=ACT)
    digest = DigestBlock()
    upcoming_events = UpcomingEventsBlock()
    new_signatories = NewSignatoriesBlock()
    resources = ResourcesBlock()
    news = NewsBlock()
    figures = FiguresBlock()
    progress = ProgressBlock()
