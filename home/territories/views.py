"""Pilot territories and observatories: their pages show only what is public, and never a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charter.followup.profile import commitments_section
from coalition.figures.presentation import figures_section
from coalition.members import profiles
from coalition.members.models import LocalGovernment
from coalition.members.querysets import LocalGovernmentQuerySet
from coalition.pages.navigation import breadcrumb
from coalition.resources import library
from events.models import Event
from events.pages.models import EventPage
from home.agenda import views as agenda

from .covered_deliverables import products

LEAST_TOLD = 5  # closed meetings: fewer are not counted in public, for each could be told apart
STEPS = (5, 10, 20, 50)  # how many are told of a place at risk: the highest step that was reached
MOST_EVENTS = 6


@dataclass(frozen=True)
class Meetings:
    """How many closed meetings took place; `is_step`: at least so many."""

    count: int
    is_step: bool


def territories() -> LocalGovernmentQuerySet:
    """Return the pilot territories and the governments with an observatory, as far as the site shows them."""
    rows = LocalGovernment.objects.public().filter(Q(pilot=True) | Q(observatory_since__isnull=False))
    return rows.order_by("-pilot").defer("search_text")


def profile_section(government: Any) -> dict[str, Any] | None:
    """Let the profile of a territory lead to its page here."""
    return {} if government.pilot or government.observatory_since else None


def context(government: LocalGovernment) -> dict[str, Any]:
    """Return what the page of `government` needs, in the active language; as many queries however much there is."""
    language = get_language() or "en"
    profile = profiles.words(government)
    commitments = commitments_section(government)
    return {
        "government": government,
        "profile": profile,
        "offices": profiles.offices(government),
        "actions": agenda.actions_of(government),
        "commitments": commitments,
        "products": [] if commitments else products(government),
        "events": _events(government, language),
        "closed_meetings": closed_meetings(government),
        "figures": figures_section(government),
        "resources": library.profile_section(government),
    }


def closed_meetings(government: LocalGovernment) -> Meetings | None:
    """Return how many closed partner meetings `government` hosted; None below LEAST_TOLD.

    A year is counted once it is over, so that no meeting is known by the day after which the number grew; of a place
    at risk a year later still, and as the step that was reached.
    """
    last_counted = timezone.localdate().year - (2 if government.at_risk else 1)
    until = timezone.make_aware(datetime(last_counted + 1, 1, 1))
    held = Event.objects.filter(
        host=government,
        kind=Event.Kind.PARTNER_MEETING, closed=True, state=Event.State.SCHEDULED, end__lt=until,
    )  # fmt: skip
    count = held.count()
    if government.at_risk:
        count = max((step for step in STEPS if step <= count), default=0)
    return Meetings(count, is_step=government.at_risk) if count >= LEAST_TOLD else None


def _events(government: LocalGovernment, language: str) -> list[Any]:
    """Return the latest public events that `government` hosts or hosted, in the active language."""
    pages = EventPage.objects.public().in_language(language).filter(event__host=government)
    return [page.row for page in pages.order_by("-event__start", "-pk")[:MOST_EVENTS]]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the territories, pilots first, in two queries however many there are."""
    rows = list(territories().by_name().prefetch_related("profiles"))
    rows.sort(key=lambda row: not row.pilot)
    found = {"rows": [(row, profiles.words(row)) for row in rows], "breadcrumb": breadcrumb("members")}
    return render(request, "home/territories/index.html", found)


@require_safe
def territory(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one territory; what is none is as unknown as what is not there."""
    government = get_object_or_404(territories(), slug=slug)
    above = [
        *breadcrumb("members"),
        {"title": _("Pilot territories and observatories"), "url": reverse("home:territories")},
    ]
    return render(request, "home/territories/territory.html", {**context(government), "breadcrumb": above})
