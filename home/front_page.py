"""What the front page shows: the parts that an editor chose, each with what the network is doing now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.images import get_image_model
from wagtail.models import Page

from charter.signatories import signatory_map
from charter.signatories.models import Signatory
from coalition.members import maps
from coalition.members.directory import front_map
from coalition.members.maps import WorldMap
from coalition.members.models import LocalGovernment
from coalition.news.listing import NewsRow, latest
from coalition.pages.covers.addresses import Cover
from coalition.pages.covers.models import PICTURE_FIELDS
from coalition.pages.covers.querysets import with_pictures
from coalition.pages.identity.models import Partner
from coalition.pages.memory import recall
from coalition.pages.querysets import unrestricted
from coalition.pages.skeleton import path_of
from coalition.privacy import discretion
from coalition.resources.models import ResourcePage
from events.models import Event
from events.pages.models import EventPage
from events.rows import PICTURED_FIELDS, EventRow
from home.figures import Figures

LOGO = "max-320x120|format-webp"
MOST_DOTS = 400  # signatories that the map draws one by one

HALVES = {"newest_signatory", "quotation", "sign", "newsletter"}  # two that follow each other stand side by side
BRAND = {"sign"}  # on the dark ground, with whatever stands beside it


@dataclass(frozen=True)
class Card:
    title: str
    url: str
    text: str
    eyebrow: str
    cover: Cover


@dataclass(frozen=True)
class PartnerCard:
    """One partner: its name in the reader's language, its address, and its logo at the size shown."""

    name: Any
    url: str
    logo: Any


@dataclass(frozen=True)
class Part:
    """One part as the page shows it: `value` is what the editor wrote, `shown` what the network says now."""

    name: str
    template: str
    value: Any
    shown: Any


@dataclass(frozen=True)
class Band:
    """One section of the page, as wide as the window: one part, or two halves; `ground` is its colour."""

    parts: tuple[Part, ...]
    ground: str


class Front:
    """One front page while it is made: its page, and the sums that more than one part needs."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.figures = Figures()


def body_of(page: Page, *, remembered: bool) -> SafeString:
    """Return the sections of `page` as HTML, in the active language.

    With `remembered`, this process makes them once until a public table changes, and each minute: what they say
    costs a dozen queries, and editors, previews and addresses with a query string pass the kept pages by.
    """
    language = get_language() or "en"

    def make() -> SafeString:
        return render_to_string("home/bands.html", {**front_page_context(page), "base": f"/{language}/"})

    return recall(("front page", page.pk, language), make) if remembered else make()


def front_page_context(page: Page) -> dict[str, Any]:
    """Return the bands of `page`, in its language.

    One query for each part at most, four for the figures, however much there is.
    """
    return {"bands": bands(parts(page))}


def parts(page: Any) -> list[Part]:
    """Return the parts of `page` that have something to show, in the editor's order."""
    front = Front(page)
    found = (part_of(child.block_type, child.value, front) for child in page.body)
    return [part for part in found if part is not None]


def part_of(name: str, value: Any, front: Front) -> Part | None:
    """Return the part `name` with what it shows now; None where there is nothing to show."""
    shown = SHOWN[name](front, value) if name in SHOWN else True
    return Part(name, f"home/parts/{name}.html", value, shown) if shown is not None else None


def bands(found: list[Part]) -> list[Band]:
    """Return `found` as sections: halves side by side, grounds that alternate below the opening."""
    sections: list[Band] = []
    for group in _groups(found):
        if any(part.name in BRAND for part in group):
            ground = "brand"
        else:
            ground = "plain" if sections and sections[-1].ground == "sand" else "sand"
        sections.append(Band(tuple(group), ground))
    return sections


def _groups(found: list[Part]) -> Iterator[list[Part]]:
    rest = list(found)
    while rest:
        is_pair = len(rest) > 1 and {rest[0].name, rest[1].name} <= HALVES
        size = 2 if is_pair else 1
        yield rest[:size]
        del rest[:size]


def preview_context(name: str, value: Any) -> dict[str, Any]:
    """Return what a preview of the part `name` needs: it is shown as on the front page of the active language."""
    pages = Page.objects.filter(depth=2).order_by("path")
    page = pages.filter(locale__language_code=get_language()).first() or pages.first()
    part = part_of(name, value, Front(page)) if page else None
    return {"bands": bands([part]) if part else []}


def figures(front: Front, value: Any) -> Any:
    """Return the figures that the editor chose, large ones apart; None where none was chosen."""
    found = front.figures.figures(value["figures"])
    large, small = [one for one in found if one.large], [one for one in found if not one.large]
    return {"large": large, "small": small} if found else None


def purpose(_front: Front, value: Any) -> bool | None:
    return bool(value["text"] or value["goals"]) or None


def newest_signatory(_front: Front, _value: Any) -> Signatory | None:
    rows = Signatory.objects.in_force().select_related("government", "signature")
    facts = ("number", "status", "signed_at", "ad_referendum", "signature__verification_code")
    government = ("slug", "names", "country", "kind", "member")
    rows = rows.only(*facts, *(f"government__{name}" for name in government))
    return rows.order_by("-signed_at", "-number").first()


def world_map(front: Front, _value: Any) -> WorldMap | None:
    """Return the map of members and signatories, or of signatures where they are too many to draw one by one."""
    if front.figures.charter["signatories"] > MOST_DOTS:
        return signatory_map.front_map()
    return front_map(maps.places(LocalGovernment.objects.all()), f"/{get_language()}/members/") or None


def next_events(front: Front, value: Any) -> list[EventRow]:
    pages = EventPage.objects.public().filter(locale_id=front.page.locale_id)
    pages = pages.exclude(event__state=Event.State.CANCELLED).upcoming()
    return [found.pictured_row for found in with_pictures(pages).only(*PICTURED_FIELDS)[: value["number"]]]


def latest_resources(front: Front, value: Any) -> list[Card] | None:
    pages = unrestricted(ResourcePage.objects.live()).filter(locale_id=front.page.locale_id).select_related("resource")
    fields = ("title", "url_path", "summary", "resource__key", "resource__kind", "resource__year", *PICTURE_FIELDS)
    newest = with_pictures(pages).order_by("-resource__year", "-pk").only(*fields)[: value["number"]]
    return [
        Card(
            title=found.title,
            url=path_of(found),
            text=found.summary,
            eyebrow=f"{found.resource.get_kind_display()} · {found.resource.year}",
            cover=found.get_cover(),
        )
        for found in newest
    ] or None


def latest_news(_front: Front, value: Any) -> list[NewsRow] | None:
    return latest(get_language() or "en", value["number"]) or None


def partners(_front: Front, _value: Any) -> list[PartnerCard] | None:
    """Return the partners in the editors' order, each with its logo where it has one; three queries at most."""
    logos = get_image_model().objects.prefetch_renditions(LOGO)
    rows = Partner.objects.prefetch_related(Prefetch("logo", queryset=logos))
    return [PartnerCard(row.name, row.url, _logo(row)) for row in rows] or None


def _logo(partner: Partner) -> Any:
    return partner.logo.get_rendition(LOGO) if partner.logo else None


def newsletter(_front: Front, _value: Any) -> dict[str, bool]:
    return {"discreet": discretion.is_offered()}


# What each part shows now; one that is not here shows what the editor wrote.
SHOWN: dict[str, Callable[[Front, Any], Any]] = {
    "figures": figures,
    "purpose": purpose,
    "newest_signatory": newest_signatory,
    "map": world_map,
    "next_events": next_events,
    "latest_resources": latest_resources,
    "latest_news": latest_news,
    "partners": partners,
    "newsletter": newsletter,
}
