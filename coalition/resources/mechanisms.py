"""Protection mechanisms: what each is, who runs it, on which law, where, what was measured, how to begin."""

import re
from collections import Counter
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.permissions import page_permission_policy

from coalition.languages.fields import StreamField
from coalition.languages.names import sort_key
from coalition.members.models import LocalGovernment
from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.filters import AddressFilters
from coalition.pages.models import CoalitionPage
from coalition.pages.page_words import free_slug
from coalition.pages.querysets import unrestricted
from coalition.site.paths import path_of
from coalition.site.site_words import site_names
from coalition.users.work_panel import Item, Waiting

from .citations import LICENCES, Citation, givers
from .models import ThemesField


class Problem(models.TextChoices):
    DANGER = "danger", _("Serious danger")
    CHILDREN = "children", _("Children exposed to violence")
    HOUSING = "housing", _("A safe home")
    HEALTH = "health", _("Health and trauma")
    SEXUAL = "sexual-violence", _("Sexual violence")
    COMPLAINT = "complaint", _("Reporting and evidence")
    SCATTERED = "scattered", _("Scattered services")


class Actor(models.TextChoices):
    LOCAL = "local-government", _("Local governments")
    JUSTICE = "justice", _("Courts and prosecutors")
    POLICE = "police", pgettext_lazy("who acts", "Police")
    HEALTH = "health", _("Hospitals and health centres")
    ASSOCIATIONS = "associations", _("Associations")
    STATE = "state", _("National government")


FACETS: dict[str, type[models.TextChoices]] = {"problem": Problem, "actor": Actor}
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|href=\"(?:mailto|tel):|\+\d[\d ().-]{7,}\d")


def no_contact(text: str) -> None:
    """Refuse an email address or a telephone number: it may lead a violent person to a place of refuge."""
    if CONTACT.search(text):
        raise ValidationError(_("Leave out email addresses and telephone numbers: they may put a place at risk."))


def text_field(label: Any, help_text: Any = "") -> RichTextField:
    return RichTextField(label, features=RICH_TEXT_FEATURES, blank=True, help_text=help_text)


class PlaceBlock(blocks.StructBlock):
    """Where the mechanism works, since when, and who says so."""

    place = blocks.CharBlock(label=_("place"), max_length=120)
    since = blocks.CharBlock(label=_("since"), max_length=80, help_text=_("A year, or a few words."))
    member = blocks.RegexBlock(
        r"^[A-Za-z0-9-]+$",
        label=_("code of the local government"),
        required=False,
        help_text=_("Such as FR-93; empty for none."),
    )
    url = blocks.URLBlock(label=_("source"), required=False)


class SourceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("who says it, and when"), max_length=200)
    url = blocks.URLBlock(label=_("address"))
    read_on = blocks.DateBlock(label=_("read on"))


class MechanismPage(CoalitionPage):
    summary = models.TextField(_("summary"), help_text=_("What it is and whom it protects, in one sentence."))
    problems = ThemesField(offered=Problem.choices, verbose_name=_("problems"), default=list, blank=True)
    actors = ThemesField(offered=Actor.choices, verbose_name=_("Who acts"), default=list, blank=True)
    what = text_field(_("What it is"))
    runs = text_field(_("Who runs it"))
    law = text_field(_("What it rests on"))
    places = StreamField([("place", PlaceBlock())], verbose_name=_("Where, since when"), blank=True)
    measured = text_field(_("What was measured"), _("Name who claims each effect."))
    begin = text_field(_("How to begin"))
    sources = StreamField([("source", SourceBlock())], verbose_name=_("sources"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("problems"), FieldPanel("actors")], _("Facts")),
        *map(FieldPanel, ("what", "runs", "law", "places", "measured", "begin", "sources")),
    ]
    parent_page_types: ClassVar[list[str]] = ["resources.MechanismsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "resources/mechanism.html"

    class Meta:
        verbose_name = _("protection mechanism")
        verbose_name_plural = _("protection mechanisms")

    def clean(self) -> None:
        super().clean()
        for name in ("summary", "what", "runs", "law", "measured", "begin"):
            try:
                no_contact(getattr(self, name))
            except ValidationError as error:
                raise ValidationError({name: error}) from None

    @property
    def card_meta(self) -> str:
        return " · ".join(row.value["place"] for row in self.places)

    def place_rows(self) -> list[dict[str, Any]]:
        """Return each place with the profile of its member; of one at risk, or that nobody knows, no source."""
        values = [row.value for row in self.places]
        titles = {source.value["url"]: source.value["title"] for source in self.sources}
        members = givers(value["member"] for value in values)
        rows = []
        for value in values:
            member = members.get(value["member"])
            url = value["url"] if not value["member"] or (member and not member.at_risk) else ""
            source = titles.get(url) or urlsplit(url).hostname
            rows.append({**value, "profile": member.url if member else "", "url": url, "source": source})
        return rows

    @property
    def cited(self) -> Citation:
        year = timezone.localdate(self.last_published_at or timezone.now()).year
        return Citation(self.title, year, f"{settings.SITE_URL}{path_of(self)}", publisher=site_names().site)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "problems": labelled(Problem, self.problems),
            "actors": labelled(Actor, self.actors),
            "place_rows": self.place_rows(),
            "cited": self.cited,
            "licence": LICENCES["CC-BY-4.0"],
        }


def labelled(names: type[models.TextChoices], values: list[str]) -> list[tuple[str, Any]]:
    """Return `values` with their names, in the order of `names`."""
    return [(value, label) for value, label in names.choices if value in values]


class MechanismFilters(AddressFilters):
    """What an address such as `/mechanisms/?problem=children` asks; what each choice would give is counted."""

    problem = forms.ChoiceField(label=_("Problem"), required=False)
    actor = forms.ChoiceField(label=_("Who acts"), required=False)

    def __init__(self, query: QueryDict, pages: list[MechanismPage]) -> None:
        super().__init__(query, **{facet: names.choices for facet, names in FACETS.items()})
        self.pages = pages
        for facet, names in FACETS.items():
            counts = Counter(value for page in self.found(but=facet) for value in values_of(page, facet))
            shown = [choice for choice in names.choices if counts[choice[0]] or self.asked.get(facet) == choice[0]]
            self.offer(facet, [(value, f"{label} ({counts[value]})") for value, label in shown])

    def found(self, *, but: str = "") -> list[MechanismPage]:
        """Return the pages that answer what is asked; the facet `but` is not asked."""
        asked = [(facet, value) for facet, value in self.asked.items() if facet != but]
        return [page for page in self.pages if all(value in values_of(page, facet) for facet, value in asked)]

    @property
    def narrowed(self) -> list[tuple[str, str]]:
        """Return each filter that is set, in words, with the query that takes it away."""
        return [(str(FACETS[facet](value).label), self.link(**{facet: None})) for facet, value in self.asked.items()]


def values_of(page: MechanismPage, facet: str) -> list[str]:
    return page.problems if facet == "problem" else page.actors


class MechanismsIndexPage(CoalitionPage):
    """`/mechanisms/`: the catalogue with its filters."""

    intro = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)

    content_panels: ClassVar[list[Any]] = [*CoalitionPage.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["resources.MechanismPage"]
    max_count_per_parent = 1
    template = "resources/mechanisms.html"

    class Meta:
        verbose_name = _("page of the mechanisms")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        live = unrestricted(MechanismPage.objects.live().child_of(self))
        pages = live.defer("what", "runs", "law", "measured", "begin", "sources")
        filters = MechanismFilters(request.GET, sorted(pages, key=_by_title))
        context = super().get_context(request, *args, **kwargs)
        return context | {"filters": filters, "query": filters.query, "found": filters.found()}


def _by_title(page: MechanismPage) -> Any:
    return sort_key(page.title)


@transaction.atomic
def propose(
    *, government: LocalGovernment, language: str, title: str, summary: str, runs: str, since: str, url: str
) -> None:
    """Leave a draft of what `government` proposes in the catalogue of `language`, for editors to check and publish."""
    index = MechanismsIndexPage.objects.get(locale__language_code=language)
    place = {"place": government.name, "since": since, "member": government.code, "url": url}
    page = MechanismPage(
        title=title,
        slug=free_slug(slugify(title) or "mechanism", [index]),
        summary=summary,
        runs=linebreaks(runs, autoescape=True),
        places=[("place", place)],
        locale=index.locale,
        live=False,
    )
    index.add_child(instance=page)
    page.save_revision()


def waiting(user: Any) -> list[Waiting]:
    """Return the drafts that members proposed and no editor published in any language yet. Two queries."""
    if not page_permission_policy.user_has_permission(user, "publish"):
        return []
    published = MechanismPage.objects.exclude(first_published_at=None).values("translation_key")
    drafts = MechanismPage.objects.filter(owner=None).exclude(translation_key__in=published).select_related("locale")
    rows = list(drafts.order_by("latest_revision_created_at", "pk"))
    items = tuple(
        Item(row.title, reverse("wagtailadmin_pages:edit", args=[row.pk]), row.locale.language_code) for row in rows
    )
    since = rows[0].latest_revision_created_at if rows else None
    return [Waiting(gettext("Mechanisms proposed by members"), len(rows), "", since=since, items=items)]
