"""What may happen to the numbers of a year: asked, given, checked, asked again. Releases are in `releases`."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.log_actions import log

from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.members.models import LocalGovernment
from coalition.privacy import secret_links

from .entry_forms import EntryForm, field_values, mark
from .models import Entry, Figure, Indicator, Release, Territory
from .signals import asked_again

CHECKED, ASKED, ASKED_AGAIN = "figures.check", "figures.ask", "figures.ask_again"  # actions in the site history
LINK_LIVES = timedelta(days=400)


class Changed(Exception):
    """Nothing was kept: somebody else changed these numbers, or checked them, meanwhile."""


def open_entry(*, government: LocalGovernment, year: int, language: str) -> tuple[Entry, bool]:
    """Return the entry of a place and year, and whether it was made now: then it starts with who counted last year."""
    past = Entry.objects.filter(government=government, year__lt=year).order_by("-year").first()
    source = past.answers.get("source", "") if past else ""
    facts = {"language": language, "answers": {"source": source} if source else {}}
    return Entry.objects.get_or_create(government=government, year=year, defaults=facts)


@transaction.atomic
def keep(*, entry: Entry, form: EntryForm) -> bool:
    """Keep what was typed, also what cannot be read; say whether it is given: whole, and its questions confirmed.

    Raises Changed.
    """
    row = _locked(entry, form)
    row.given_at = timezone.now() if form.is_whole() and form.values() else None
    row.answers = _answers(row, form)
    row.save()
    return row.given_at is not None


def _answers(row: Entry, form: EntryForm) -> dict[str, Any]:
    """Return what is kept: what was typed, and beside it what no field asks any more."""
    kept = {name: told for name, told in row.answers.items() if name != "sure" and name not in form.fields}
    return kept | form.typed()


@transaction.atomic
def check(*, entry: Entry, form: EntryForm, by: Any) -> None:
    """Let the numbers of a whole form be figures that `by` checked; a release by somebody else may show them.

    Who mailed a link decided too: nobody invites themselves and publishes. A figure that is left out goes, unless it is
    published. Raises Changed.
    """
    list(Indicator.objects.select_for_update().filter(pk__in=[row.pk for row in form.indicators]).order_by("pk"))
    row = _locked(entry, form)
    before = {(figure.indicator_id, figure.part): figure for figure in figures_of(row)}
    for (indicator, part), told in form.values().items():
        figure = before.pop((indicator.pk, part), None) or Figure(
            indicator=indicator, government=row.government, year=row.year, part=part
        )
        if (figure.value, figure.base) != (told.value, told.base):
            figure.decided_by = []  # of another number
        figure.decided_by = sorted({*figure.decided_by, *row.invited_by, by.pk})
        for name, fact in told._asdict().items():
            setattr(figure, name, fact)
        figure.checked_by = by
        figure.save()
    asked = {indicator.pk for indicator in form.indicators}
    gone = [figure for key, figure in before.items() if key[0] in asked and not is_published(figure)]
    Figure.objects.filter(pk__in=[figure.pk for figure in gone]).delete()
    row.answers, row.reason, row.invited_by = _answers(row, form), "", row.invited_by[-1:]
    row.given_at, row.checked_at, row.checked_by = row.given_at or timezone.now(), timezone.now(), by
    row.save()
    log(instance=row, action=CHECKED, user=by)


def figures_of(entry: Entry) -> QuerySet[Figure]:
    return Figure.objects.filter(government=entry.government, year=entry.year).select_related("indicator", "government")


def is_published(figure: Figure) -> bool:
    """Say whether the last release shows or withholds this figure: then it is withdrawn, and not left out."""
    last = Release.objects.latest().filter(indicator=figure.indicator_id).first()
    key = [figure.government.code, str(figure.year), figure.part]
    return last is not None and any(cell["key"] == key for cell in last.cells)


def answers_for_staff(entry: Entry) -> dict[str, Any]:
    """Return what an editor sees: the figures there are, and over them what was given since."""
    found: dict[str, Any] = {}
    for figure in figures_of(entry):
        found |= field_values(figure)
    return found | entry.answers


@transaction.atomic
def ask_again(*, entry: Entry, reason: str, by: Any) -> bool:
    """Open an entry again, so that its numbers can be changed; say whether somebody was mailed why.

    The figures that were checked stay until the next check.
    """
    row = Entry.objects.select_for_update(of=("self",)).select_related("government").get(pk=entry.pk)
    row.given_at = row.checked_at = row.checked_by = None
    row.reason, row.asked_at = reason, timezone.now()
    row.save()
    log(instance=row, action=ASKED_AGAIN, user=by)
    return any(told for _receiver, told in asked_again.send(Entry, entry=row))


@transaction.atomic
def invite(*, entry: Entry, to: str, by: Any) -> Message:
    """Mail `to` a link to the numbers of one place and year, and to nothing else; one before it ends.

    Who mailed that one is remembered: what was given behind it may stand.
    """
    entry = Entry.objects.select_for_update(of=("self",)).select_related("government").get(pk=entry.pk)
    token, entry.link_digest = secret_links.new_token()
    entry.link_until = timezone.now() + LINK_LIVES
    entry.invited_by = [*(pk for pk in entry.invited_by if pk != by.pk), by.pk]
    entry.save(update_fields=["link_digest", "link_until", "invited_by"])
    log(instance=entry, action=ASKED, user=by)
    with translation.override(entry.language):
        url = settings.SITE_URL.rstrip("/") + reverse("figures:give", args=[token])
    return mail(entry, key=f"figures:numbers:{entry.link_digest}", to=to, language=entry.language, url=url)


def mail(entry: Entry, *, key: str, to: str, language: str, url: str) -> Message:
    """Mail `to` that the numbers of `entry` are awaited at `url`, or are asked again and why."""
    with translation.override(language):
        context = {
            "government": entry.government.name,
            "year": str(entry.year),
            "due": dates.day(entry.due_on),
            "reason": entry.reason.splitlines(),
            "url": url,
        }
    return send(
        key=key, template="figures/mail/numbers", to=to, language=language, context=context, sensitive=True,
        unasked=False,
    )  # fmt: skip


def behind(token: str) -> Entry | None:
    """Return the entry that the link of who was invited opens."""
    live = Q(link_digest=secret_links.digest(token), link_until__gt=timezone.now())
    return Entry.objects.filter(live).select_related("government").first()


def move_figures(source: LocalGovernment, into: LocalGovernment, **signal: Any) -> None:
    """Drop the figures of `source` for a year of which `into` has its own, since two counts are never mixed; leave one
    entry of a year, that which was given; and let `into` stand in each territory once (receiver of
    `governments_merged`).

    What the other one said stays in the entry that is left, under its code: an editor reads both, and checks again.
    """
    places = (into, source)
    entries = [{entry.year: entry for entry in place.entries.all()} for place in places]
    told = [_told_by_year(place) for place in places]
    for year in told[0].keys() & told[1].keys():
        rows = [of_place.get(year) for of_place in entries]
        none_awaited_given = [bool(row) + bool(row and row.given_at) for row in rows]
        stays = int(none_awaited_given[1] > none_awaited_given[0])
        goes = 1 - stays
        entry = rows[stays] or open_entry(government=into, year=year, language=settings.LANGUAGE_CODE)[0]
        if other := rows[goes]:
            entry.invited_by = [*other.invited_by, *entry.invited_by]
            other.delete()
        merged = told[goes][year]
        if merged.keys() - {"source"}:
            before = entry.answers.get("merged", {}) | merged.pop("merged", {})
            entry.answers["merged"] = before | {places[goes].code: merged}
            entry.checked_at = entry.checked_by = None
            entry.save()
    for figure in Figure.objects.filter(government=into):
        Figure.objects.filter(government=source, indicator=figure.indicator_id, year=figure.year).delete()
    between = Territory.governments.through.objects
    taken = between.filter(localgovernment=into).values("territory")
    between.filter(localgovernment=source, territory__in=taken).delete()


def _told_by_year(place: LocalGovernment) -> dict[int, dict[str, Any]]:
    """Return what `place` said of each year: its figures, and over them what was typed."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for figure in place.figures.select_related("indicator"):
        found[figure.year] |= field_values(figure)
    for entry in place.entries.all():
        found[entry.year] |= entry.answers
    return found


def _locked(entry: Entry, form: EntryForm) -> Entry:
    row = Entry.objects.select_for_update(of=("self",)).select_related("government").get(pk=entry.pk)
    if mark(row) != form.data.get("seen") or (row.checked_at is None) != (entry.checked_at is None):
        raise Changed
    return row
