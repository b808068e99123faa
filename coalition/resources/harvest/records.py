"""What the library gives to harvesters: one record for each published page of a resource, in Dublin Core."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, override
from wagtail.query import PageQuerySet

from coalition.pages.countries import country_name
from coalition.pages.querysets import unrestricted
from coalition.resources.citations.facts import Citation, citation
from coalition.resources.givers import Giver, givers
from coalition.resources.licences import LICENCES
from coalition.resources.models import HarvestRecord, Resource, ResourcePage, Theme

KIND, THEME = "kind", "theme"
# The types that machines know (DCMI Type Vocabulary), beside our own in the words of the record's language.
DCMI_TYPES = {Resource.Kind.VIDEO: "MovingImage"}

Elements = list[tuple[str, str]]
# Source: XML 1.0 (fifth edition), production 2
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Record:
    """One record: what names it, when it last changed, its sets; without `elements` it is deleted."""

    local: str
    datestamp: datetime
    sets: list[str]
    language: str
    elements: Elements | None

    @property
    def identifier(self) -> str:
        """Return what names the record for ever, in every repository (oai-identifier scheme)."""
        return f"{prefix()}{self.local}"


def prefix() -> str:
    """Return what every identifier of ours begins with: the name of the site, where it has one."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    return f"oai:{host if host[:1].isalpha() else 'localhost'}:"


def read(rows: Iterable[HarvestRecord]) -> list[Record]:
    """Return `rows` as records, in their order; what is no longer everybody's is deleted. Three queries."""
    rows = list(rows)
    pages = _pages().filter(pk__in=[row.page_id for row in rows if row.page_id and not row.deleted])
    found = _told(pages)
    said = {row.pk: found[row.page_id][1] for row in rows if row.page_id in found}
    return [Record(row.local, row.datestamp, row.sets, row.language, said.get(row.pk)) for row in rows]


def reconcile(now: datetime | None = None) -> int:
    """Note what is new, other or gone since the last run; return how many records changed.

    What a record said is kept as a digest alone. Two runs at once do the same as one.
    """
    now = (now or timezone.now()).replace(microsecond=0)
    known = {row.local: row for row in HarvestRecord.objects.all()}
    changed = 0
    told = _told(_pages())
    for page, said in told.values():
        local, of = local_of(page), sets_of(page.resource)
        digest = hashlib.sha256(json.dumps([said, of]).encode()).hexdigest()
        row = known.pop(local, None)
        if row and not row.deleted and (row.digest, row.page_id) == (digest, page.pk):
            continue
        facts = {"page_id": page.pk, "language": page.locale.language_code, "digest": digest, "sets": of,
                 "deleted": False}  # fmt: skip
        HarvestRecord.objects.update_or_create(local=local, defaults=facts | {"datestamp": now})
        changed += 1
    gone = [row.pk for row in known.values() if not row.deleted]
    return changed + HarvestRecord.objects.filter(pk__in=gone, deleted=False).update(
        deleted=True, digest="", page=None, datestamp=now
    )


def local_of(page: ResourcePage) -> str:
    """Return what names `page` here: the key of its resource, and its language."""
    return f"{page.resource.key}/{page.locale.language_code}"


def sets_of(resource: Resource) -> list[str]:
    """Return the sets that `resource` is in: its type and its themes."""
    return [f"{KIND}:{resource.kind}", *(f"{THEME}:{slug}" for slug in sorted(resource.themes))]


def sets() -> list[tuple[str, str]]:
    """Return every set and its name in the active language. One query."""
    kinds = [(f"{KIND}:{kind.value}", str(kind.label)) for kind in Resource.Kind]
    return kinds + [(f"{THEME}:{theme.slug}", str(theme.name)) for theme in Theme.objects.order_by("slug")]


def _pages() -> PageQuerySet:
    pages = unrestricted(ResourcePage.objects.live()).select_related("resource", "locale", "document")
    return pages.defer("body").order_by("pk")


def _told(pages: PageQuerySet) -> dict[int, tuple[ResourcePage, Elements]]:
    """Return each of `pages` with what its record says, in its own language: constant queries."""
    rows: list[ResourcePage] = list(pages)
    themes = {theme.slug: theme for theme in Theme.objects.all()} if rows else {}
    of: dict[str, dict[str, Giver]] = {}
    told = {}
    for language in sorted({page.locale.language_code for page in rows}):
        with override(language):
            of[language] = givers({page.resource.member_code for page in rows})
    for page in rows:
        language = page.locale.language_code
        with override(language):
            giver = of[language].get(page.resource.member_code)
            told[page.pk] = page, elements(page, citation(page, giver), giver, themes)
    return told


def elements(page: ResourcePage, cited: Citation, giver: Giver | None, themes: dict[str, Theme]) -> Elements:
    """Return the elements of `page` in the active language, each a name of Dublin Core and its text."""
    resource = page.resource
    subjects = [str(themes[slug].name) for slug in sorted(resource.themes) if slug in themes]
    people = [f"{person.family}, {person.given}" if person.given else person.family for person in cited.people]
    licence = LICENCES.get(resource.licence)
    places = [country_name(resource.country)] if resource.country else []
    said = [
        ("title", cited.title),
        *(("creator", who) for who in (*people, *cited.bodies)),
        *(("subject", subject) for subject in subjects),
        ("description", " ".join(page.summary.split())),
        ("publisher", cited.publisher),
        ("contributor", giver.name if giver else ""),
        ("date", str(resource.year)),
        ("type", DCMI_TYPES.get(Resource.Kind(resource.kind), "Text")),
        ("type", str(resource.get_kind_display())),
        ("identifier", cited.url),
        ("identifier", f"https://doi.org/{cited.doi}" if cited.doi else ""),
        ("language", get_language() or settings.LANGUAGE_CODE),
        ("relation", resource.url),
        *(("coverage", str(place)) for place in places),
        ("rights", (licence.url or str(licence.name)) if licence else ""),
    ]
    return [(name, clean(text)) for name, text in said if clean(text)]


def clean(text: str) -> str:
    """Return `text` without what XML cannot hold."""
    return FORBIDDEN.sub("", text).strip()
