"""What may happen to the numbers of a year: asked, given, checked, asked again. Releases are in `releases`."""

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
from .models import Entry, Figure, Indicator, Release
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
    row.answers = form.typed()
    row.save()
    return row.given_at is not None


@transaction.atomic
def check(*, entry: Entry, form: EntryForm, by: Any) -> None:
    """Let the numbers of a whole form be figures, checked by `by`, who entered those that nobody gave by a link.

    What came by a link counts as entered by the editor who mailed it: nobody invites themselves and publishes. A figure
    that is left out goes, unless it is published. Raises Changed.
    """
    list(Indicator.objects.select_for_update().filter(pk__in=[row.pk for row in form.indicators]).order_by("pk"))
    row = _locked(entry, form)
    typed, given = form.typed(), row.answers if row.given_at and not row.checked_at else {}
    before = {(figure.indicator_id, figure.part): figure for figure in figures_of(row)}
    for (indicator, part), told in form.values().items():
        figure = before.pop((indicator.pk, part), None) or Figure(
            indicator=indicator, government=row.government, year=row.year, part=part
        )
        if (figure.value, figure.base) != (told.value, told.base):
            figure.entered_by = row.invited_by if _is_the_same(indicator, part, typed, given) else by
        for name, fact in told._asdict().items():
            setattr(figure, name, fact)
        figure.checked_by = by
        figure.save()
    asked = {indicator.pk for indicator in form.indicators}
    gone = [figure for key, figure in before.items() if key[0] in asked and not is_published(figure)]
    Figure.objects.filter(pk__in=[figure.pk for figure in gone]).delete()
    row.answers, row.reason = typed, ""
    row.given_at, row.checked_at, row.checked_by = row.given_at or timezone.now(), timezone.now(), by
    row.save()
    log(instance=row, action=CHECKED, user=by)


def _is_the_same(indicator: Indicator, part: str, typed: dict[str, Any], given: dict[str, Any]) -> bool:
    """Say whether `typed` has what the link gave of a cell; what is said of all numbers counts too."""
    names = [f"n{indicator.pk}-{rest}" for rest in (part, f"base-{part}")]
    return bool(given) and all(typed.get(name) == given.get(name) for name in names)


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
    """Mail `to` a link to the numbers of one place and year, and to nothing else; one before it ends."""
    token, entry.link_digest = secret_links.new_token()
    entry.link_until, entry.invited_by = timezone.now() + LINK_LIVES, by
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


def _locked(entry: Entry, form: EntryForm) -> Entry:
    row = Entry.objects.select_for_update(of=("self",)).select_related("government").get(pk=entry.pk)
    if mark(row) != form.data.get("seen") or (row.checked_at is None) != (entry.checked_at is None):
        raise Changed
    return row
