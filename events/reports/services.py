"""Who writes the report of a partner meeting, who releases it, and what of it everybody reads."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.log_actions import log

from coalition.cms.edit_conflicts import KnowsItsVersion
from coalition.languages.names import fold
from coalition.members.models import LocalGovernment
from events.models import Event
from events.pages.models import EventPage
from events.querysets import EventQuerySet
from events.registrations.models import Registration
from events.team.models import TeamMember

from .models import MeetingReport, ReportRelease

WORD = re.compile(r"\w+")


class NotReleased(Exception):
    """Nothing was released or withdrawn."""


class Changed(NotReleased):
    """The report says something else by now than what was read."""


class SamePerson(NotReleased):
    """Who released it for the other member cannot do so for this one too."""


def held() -> EventQuerySet:
    """Return the partner meetings that took place."""
    return Event.objects.filter(
        kind=Event.Kind.PARTNER_MEETING, state=Event.State.SCHEDULED, end__lte=timezone.now()
    )  # fmt: skip


def tellable() -> Q:
    """Return the condition of reports of which everybody may read, once both members released them.

    A neutral address says nothing; of a place at risk only the report of a public event is told
    (decision 0024-places-at-risk).
    """
    is_safe = Q(event__host__at_risk=False, partner__at_risk=False)
    pages = EventPage.objects.public().filter(event=OuterRef("event"), neutral_title=False)
    shown = LocalGovernment.objects.public()
    members = Q(event__host__in=shown, partner__in=shown)
    return members & Q(event__in=held(), event__neutral_address=False) & (is_safe | Q(Exists(pages)))


def is_tellable(report: MeetingReport) -> bool:
    return MeetingReport.objects.filter(tellable(), pk=report.pk).exists()


def names_somebody(event: Event, text: str) -> bool:
    """Say whether `text` holds the name or the address of somebody who registered for `event`."""
    said = _words_of(text)
    people = Registration.objects.filter(event_id=event.pk).exclude(email="").values_list("name", "email")
    return any((len(name) > 2 and _words_of(name) in said) or email in text.lower() for name, email in people)


def _words_of(text: str) -> str:
    """Return the words of `text` as they are compared: each between two spaces."""
    return f" {' '.join(WORD.findall(fold(text)))} "


def side_of(user: Any, report: MeetingReport) -> LocalGovernment | None:
    """Return for which of the two members `user` acts, as the committee said; None where for neither."""
    rows = TeamMember.objects.filter(event_id=report.event_id, user_id=user.pk, acts_for__in=report.members)
    row = rows.select_related("acts_for").first()
    return row.acts_for if row else None


@transaction.atomic
def name_sides(*, report: MeetingReport, sides: Iterable[tuple[TeamMember, LocalGovernment | None]], user: Any) -> None:
    """Say for which of the two members each account of the team acts; None for neither."""
    for row, member in sides:
        row.acts_for = member
        row.save(update_fields=["acts_for"])
    log(instance=report.event, action="events.name_team", user=user)


@transaction.atomic
def save(*, report: MeetingReport, user: Any) -> None:
    """Keep what was typed. Who had released other words releases these anew."""
    report.save()
    log(instance=report.event, action="wagtail.edit", user=user, title=str(report.event))


@transaction.atomic
def release(*, report: MeetingReport, user: Any, seen: str) -> None:
    """Release the words of `report`, as `user` read them, for the member that `user` acts for.

    It is public once both did, two people. Raises Changed, SamePerson; NotReleased for who acts for neither, and where
    nothing of the event may be told.
    """
    report = _locked(report)
    member = side_of(user, report)
    if member is None or not is_tellable(report):
        raise NotReleased(report.pk)
    if seen != KnowsItsVersion.version_of(report):
        raise Changed(report.pk)
    if any(act.by_id == user.pk for key, act in report.standing.items() if key != member.pk):
        raise SamePerson(report.pk)
    if member.pk not in report.standing:
        ReportRelease.objects.create(report=report, government=member, words=report.words, by=user)
        log(instance=report.event, action="wagtail.publish", user=user, title=str(report))


@transaction.atomic
def withdraw(*, report: MeetingReport, user: Any) -> None:
    """Take the release of the member that `user` acts for back: nobody reads the report. Raises NotReleased."""
    report = _locked(report)
    member = side_of(user, report)
    last = report.releases.filter(government=member).order_by("pk").last() if member else None
    if last is None or last.words is None:  # words of before are withdrawn too: somebody may write them again
        raise NotReleased(report.pk)
    ReportRelease.objects.create(report=report, government=last.government, words=None, by=user)
    log(instance=report.event, action="wagtail.unpublish", user=user, title=str(report))


def _locked(report: MeetingReport) -> MeetingReport:
    rows = MeetingReport.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("event__host", "partner").get(pk=report.pk)


@dataclass(frozen=True)
class Told:
    """A report on the profile of one of its members: of a closed meeting no more is told than its year."""

    report: MeetingReport
    other: LocalGovernment
    year: int
    tells_by_whom: bool


MOST = 10


def profile_section(government: Any) -> dict[str, Any] | None:
    """Return the latest reports that `government` and its partners released; None without any. Two queries."""
    rows = MeetingReport.objects.filter(tellable(), Q(event__host=government) | Q(partner=government))
    reports = rows.select_related("event__host", "partner").prefetch_related("releases")
    told = [_told(report, government) for report in reports if report.is_released]
    return {"reports": told[:MOST]} if told else None


def _told(report: MeetingReport, government: LocalGovernment) -> Told:
    other = next(member for member in report.members if member.pk != government.pk)
    risky = any(member.at_risk for member in report.members)
    return Told(report, other, report.event.wall_start.year, tells_by_whom=not risky)


def held_by_year() -> list[tuple[int, int]]:
    """Return how many partner meetings of the network were held in each year that is over, the latest first.

    The year that goes on is not counted: whoever looked each day would know the day of a closed meeting.
    """
    this_year = datetime(timezone.localdate().year, 1, 1)
    starts = held().filter(wall_start__lt=this_year).values_list("wall_start", flat=True)
    return sorted(Counter(start.year for start in starts).items(), reverse=True)
