"""The association's side: start a proposal, fill it, prove the mailbox, hand it in, withdraw it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Count, F, Prefetch
from django.db.models.lookups import IsNull
from django.utils import timezone, translation
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from coalition.languages.names import number_text
from coalition.privacy.email_addresses import normalise
from coalition.resources.library import ResourcesIndexPage
from coalition.resources.models import InitiativePage
from coalition.typed import key_of
from coalition.uploads.files import InspectedFile, extension_of

from . import emails, permissions
from .models import (
    MOST_FILES,
    WAITING,
    Call,
    Mark,
    Proposal,
    ProposalFile,
    ProposalLink,
    ProposalQuerySet,
    Reading,
    State,
)

AT_MOST = 5  # links mailed at once to one address


class ProposalClosed(Exception):
    """The proposal was sent or withdrawn: what it says does not change."""


class CallClosed(Exception):
    """The call takes no proposals now, by the database's clock."""


class Unconfirmed(Exception):
    """Nobody who reads the contact's mailbox has said yet that it is theirs."""


class Incomplete(Exception):
    """An answer is missing."""


class TooManyFiles(Exception):
    """A proposal has five files at most."""


@transaction.atomic
def start_proposal(*, call: Call, contact_email: str, language: str) -> str:
    """Open an empty proposal and mail a link to `contact_email`; return the token of another link.

    What is returned goes to the browser, proves nothing about the address, and ends with `confirm_contact`.
    Raises CallClosed.
    """
    if not call.is_open(database_now()):
        raise CallClosed
    proposal = Proposal.objects.create(call=call, contact_email=normalise(contact_email), language=language)
    emails.send_links([ProposalLink.for_contact(proposal)], proposal.contact_email, proposal.language)
    return ProposalLink.issue(proposal=proposal)


@transaction.atomic
def resume(*, contact_email: str) -> int:
    """Mail fresh links to the proposals of `contact_email` in one mail; return how many.

    Those that the contact confirmed come first, then the latest: whatever strangers begin for an address, its own stay
    in reach. Links mailed before keep working. The worker calls it (`coalition.calls.tasks`).
    """
    address = normalise(contact_email)
    mine = Proposal.objects.of_contact(address).exclude(state=State.WITHDRAWN)
    proposals = mine.order_by(IsNull(F("contact_confirmed_at"), True), "-updated_at")[:AT_MOST]
    tokens = [ProposalLink.for_contact(proposal) for proposal in proposals]
    if tokens:
        emails.send_links(tokens, address, proposals[0].language)
    return len(tokens)


@transaction.atomic
def confirm_contact(*, link: ProposalLink) -> None:
    """Keep that the contact's address is theirs: somebody pressed the button behind `link`. Repeatable.

    From then on mailed links alone open the proposal: the browser that began it may be a stranger's.
    """
    if not link.to_contact:
        return
    rows = Proposal.objects.filter(pk=link.proposal_id)
    rows.select_for_update().first()
    rows.filter(contact_confirmed_at=None).update(contact_confirmed_at=timezone.now())
    ProposalLink.objects.filter(proposal=link.proposal_id, to_contact=False).delete()


@transaction.atomic
def disown(*, link: ProposalLink) -> bool:
    """Delete the draft behind `link` with its files and links: its contact says that somebody else began it.

    Return whether it was deleted: only by a mailed link, and only before the contact is confirmed.
    """
    unconfirmed = Proposal.objects.drafts().filter(pk=link.proposal_id, contact_confirmed_at=None)
    proposal = unconfirmed.select_for_update().first() if link.to_contact else None
    if proposal is None:
        return False
    for kept in proposal.files.all():
        forget_file(kept)
    proposal.delete()
    return True


@transaction.atomic
def save(*, proposal: Proposal, typed: dict[str, Any], file: InspectedFile | None = None, remove: str = "") -> Proposal:
    """Keep what was `typed`, by the field's name; add `file`, and forget the file with the key `remove`.

    Raises ProposalClosed, or TooManyFiles, and then keeps nothing.
    """
    proposal = lock_draft(proposal)
    for name, value in typed.items():
        setattr(proposal, name, value)
    proposal.updated_at = timezone.now()
    proposal.save()
    key = key_of(remove)
    if key is not None:
        for kept in proposal.files.filter(pk=key):
            forget_file(kept)
    if file is not None:
        _keep_file(proposal, file)
    return proposal


def _keep_file(proposal: Proposal, file: InspectedFile) -> None:
    if proposal.files.count() >= MOST_FILES:
        raise TooManyFiles
    file.seek(0)
    content = file.read()
    kept = ProposalFile(proposal=proposal, name=(file.name or "")[-200:], size=len(content))
    kept.file.save(f"{secrets.token_hex(16)}.{extension_of(content)}", ContentFile(content), save=False)
    kept.save()


def forget_file(kept: ProposalFile) -> None:
    """Delete the row; its bytes go once the transaction is committed."""
    transaction.on_commit(partial(kept.file.storage.delete, str(kept.file.name)))
    kept.delete()


def lock_draft(proposal: Proposal) -> Proposal:
    """Return the row, locked until the transaction ends. Raises ProposalClosed."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not proposal.is_draft:
        raise ProposalClosed
    return proposal


@transaction.atomic
def hand_in(*, proposal: Proposal) -> Proposal:
    """Take `proposal` if its call is open, and mail a receipt.

    The call is locked first, then the clock of the database is read: whoever moves the deadline, or waits here while
    it passes, is judged by what holds at this moment. What is sent in the last second is in, or its sender is told.
    Raises CallClosed, ProposalClosed, Unconfirmed or Incomplete.
    """
    call = Call.objects.select_for_update(no_key=True).get(pk=proposal.call_id)
    proposal = lock_draft(proposal)
    moment = database_now()
    if not call.is_open(moment):
        raise CallClosed
    if not proposal.is_confirmed:
        raise Unconfirmed
    if proposal.missing():
        raise Incomplete
    proposal.hand_in(at=moment)
    proposal.save()
    emails.send_to_contact(proposal, "received")
    return proposal


@transaction.atomic
def withdraw(*, proposal: Proposal) -> Proposal:
    """Take `proposal` back, and mail that it is. Raises TransitionNotAllowed once it is decided, or never sent."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    proposal.retract()
    proposal.save()
    emails.send_to_contact(proposal, "withdrawn")
    return proposal


def database_now() -> datetime:
    """Return the moment by the database's clock, also within a transaction that began earlier or waited for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


@dataclass(frozen=True)
class Answer:
    """One answer: what was asked, what was said, and whether everybody reads it once it is published."""

    label: str
    text: str
    is_public: bool


def answers(proposal: Proposal, *, include_contact: bool = True) -> list[Answer]:
    """Return each answer of `proposal` in the order of the form, in the active language."""
    budget = number_text(proposal.budget) if proposal.budget else ""
    contact = [Answer(_("Contact"), proposal.contact_name, False)] if include_contact else []
    return [
        Answer(_("Name of your association"), proposal.association, True),
        Answer(_("Country"), proposal.country_name, True),
        *contact,
        Answer(_("Title of the initiative"), proposal.title, True),
        Answer(_("The initiative in a few sentences"), proposal.summary, True),
        Answer(_("What will you do?"), proposal.activities, True),
        Answer(_("Where?"), proposal.place, True),
        Answer(_("For whom?"), proposal.audience, True),
        Answer(_("Amount that you ask for, in euros"), budget, False),
    ]


READERS = 2


def with_readings(rows: ProposalQuerySet) -> Any:
    """Return `rows` with all that `of` and `visible_readings` need, in three queries more, however many rows."""
    marks = Prefetch("marks", Mark.objects.select_related("criterion"))
    readings = Prefetch("readings", Reading.objects.select_related("reader").prefetch_related(marks))
    return rows.select_related("call").prefetch_related(readings, "conflicts")


def weighted_mean(readings: Iterable[Reading]) -> float | None:
    """Return the weighted mean of all marks of `readings`, 0 to 5; None without marks."""
    marks = [mark for reading in readings for mark in reading.marks.all()]
    weight = sum(mark.criterion.weight for mark in marks)
    return sum(mark.points * mark.criterion.weight for mark in marks) / weight if weight else None


@dataclass(frozen=True)
class Standing:
    """How far a proposal is judged."""

    asked: int
    given: int
    mean: float | None

    @property
    def is_complete(self) -> bool:
        """Say whether everybody who was asked gave marks."""
        return self.given == self.asked >= READERS


def standing_of(proposal: Proposal) -> Standing:
    readings = list(proposal.readings.all())
    given = [reading for reading in readings if reading.given_at]
    return Standing(len(readings), len(given), weighted_mean(given))


def own_reading(proposal: Proposal, user: Any) -> Reading | None:
    return next((one for one in proposal.readings.all() if one.reader_id == user.pk), None)


def has_conflict(proposal: Proposal, user: Any) -> bool:
    return any(person.pk == user.pk for person in proposal.conflicts.all())


def visible_readings(proposal: Proposal, user: Any) -> list[Reading]:
    """Return the readings of `proposal` (see `with_readings`) whose marks and comments `user` may see now.

    A reader sees nobody's but their own until they gave theirs, and then those that are given. Who may decide and did
    not read it sees them once it is complete. Administrators are no exception.
    """
    if has_conflict(proposal, user):
        return []
    given = [one for one in proposal.readings.all() if one.given_at]
    own = own_reading(proposal, user)
    if own is not None:
        return given if own.given_at else []
    return given if permissions.may_decide(user) and standing_of(proposal).is_complete else []


GIVEN = "calls.give_marks"  # the actions in the site history; none says which marks
CHANGED = "calls.change_marks"
ASKED = "calls.ask_reader"
CONFLICT = "calls.declare_conflict"
BACKEND = "django.contrib.auth.backends.ModelBackend"


class NotAsked(Exception):
    """This person was not asked to read this proposal."""


class Decided(Exception):
    """The proposal is decided or withdrawn: nobody judges it any more."""


class MarksMissing(Exception):
    """A criterion has no mark, or one that is not on the scale."""


def lock_for_judging(proposal: Proposal) -> Proposal:
    """Return the row with its readings, locked until the transaction ends. Raises Decided."""
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    found: Proposal = with_readings(Proposal.objects.filter(pk=proposal.pk)).get()
    if found.state not in WAITING:
        raise Decided
    return found


def readers() -> Any:
    """Return the accounts that may read proposals, by name."""
    people = get_user_model().objects.with_perm("calls.read_proposal", backend=BACKEND, include_superusers=False)
    return people.filter(is_active=True).distinct().order_by("first_name", "last_name", "username")


def eligible(proposal: Proposal, people: Any) -> Any:
    """Return who of `people` may be asked to read `proposal`, whoever has least to read first.

    Never who reads it already, or declared a conflict. Once the judgement was complete, those who decide have seen
    the marks, and so are asked no more.
    """
    people = people.exclude(pk__in=proposal.readings.values("reader")).exclude(pk__in=proposal.conflicts.values("pk"))
    if proposal.completed_at:
        deciders = get_user_model().objects.with_perm("calls.decide_proposal", backend=BACKEND)
        people = people.exclude(pk__in=deciders.values("pk"))
    load = (
        Reading.objects.filter(given_at=None, proposal__state__in=WAITING).values("reader").annotate(count=Count("pk"))
    )
    counts = {row["reader"]: row["count"] for row in load}
    return sorted(people, key=lambda person: (counts.get(person.pk, 0), person.pk))


@transaction.atomic
def share_out(*, call: Call, people: Any, by: Any) -> int:
    """Ask some of `people` to read each proposal of `call` that has too few readers; return how many still have."""
    short = 0
    Call.objects.select_for_update(no_key=True).get(pk=call.pk)  # one editor at a time shares out
    for row in Proposal.objects.filter(call=call, state__in=WAITING).order_by("pk"):
        proposal = lock_for_judging(row)
        asked = len(proposal.readings.all())
        chosen = eligible(proposal, people)[: max(0, READERS - asked)]
        for person in chosen:
            Reading.objects.create(proposal=proposal, reader=person)
        if asked + len(chosen) >= READERS and proposal.state == State.SENT:
            proposal.start_review()
            proposal.save()
        short += asked + len(chosen) < READERS
        if chosen:
            log(instance=proposal, action=ASKED, user=by, title=proposal.shown_reference)
    return short


@transaction.atomic
def give_marks(*, proposal: Proposal, reader: Any, points: dict[int, int], comment: str) -> Reading:
    """Keep the marks of `reader`: points by the criterion's key. Given again, what changed is shown as changed.

    Raises NotAsked, Decided or MarksMissing.
    """
    proposal = lock_for_judging(proposal)
    found = Reading.objects.filter(proposal=proposal, reader=reader).first()
    if found is None:
        raise NotAsked
    if set(points) != set(proposal.call.criteria.values_list("pk", flat=True)):
        raise MarksMissing
    again = found.given_at is not None
    before = {mark.criterion_id: mark for mark in found.marks.all()}
    changed = again and (found.comment != comment or {key: mark.points for key, mark in before.items()} != points)
    for key, value in points.items():
        first = before[key].first if key in before else value
        Mark.objects.update_or_create(reading=found, criterion_id=key, defaults={"points": value, "first": first})
    found.comment = comment
    found.given_at = found.given_at or timezone.now()
    found.changed_at = timezone.now() if changed else found.changed_at
    found.save()
    _note_completion(proposal)
    if changed or not again:
        log(instance=proposal, action=CHANGED if again else GIVEN, user=reader, title=proposal.shown_reference)
    return found


def _note_completion(proposal: Proposal) -> None:
    """Keep when the judgement was complete first: under the lock, the one who gives last sees all the others."""
    fresh = with_readings(Proposal.objects.filter(pk=proposal.pk)).get()
    if fresh.completed_at is None and standing_of(fresh).is_complete:
        Proposal.objects.filter(pk=proposal.pk).update(completed_at=timezone.now())


@transaction.atomic
def declare_conflict(*, proposal: Proposal, person: Any) -> None:
    """Keep that `person` must not judge `proposal`; what they said of it goes. Repeatable. Raises Decided."""
    proposal = lock_for_judging(proposal)
    Reading.objects.filter(proposal=proposal, reader=person).delete()
    if not has_conflict(proposal, person):
        proposal.conflicts.add(person.pk)
        log(instance=proposal, action=CONFLICT, user=person, title=proposal.shown_reference)


ACCEPTED = "calls.accept"  # the actions in the site history
DECLINED = "calls.decline"


class NotYours(Exception):
    """Who read a proposal, or declared a conflict, does not decide on it."""


class NotComplete(Exception):
    """The judgement is not complete: readers are missing."""


@transaction.atomic
def decide(*, proposal: Proposal, by: Any, accept: bool, answer: str) -> Proposal:
    """Accept or decline `proposal` and mail `answer` to its association; an accepted one gets a page, as a draft.

    No transition leads back: what was decided stays, and was mailed once.
    Raises NotYours, NotComplete, or Decided.
    """
    proposal = lock_for_judging(proposal)
    if own_reading(proposal, by) or has_conflict(proposal, by):
        raise NotYours
    if proposal.state != State.UNDER_REVIEW or not standing_of(proposal).is_complete:
        raise NotComplete
    if accept:
        proposal.accept(by=by, answer=answer)
        proposal.page = draft_page(proposal, by)
    else:
        proposal.decline(by=by, answer=answer)
    proposal.save()
    log(instance=proposal, action=ACCEPTED if accept else DECLINED, user=by, title=proposal.shown_reference)
    emails.send_to_contact(proposal, "accepted" if accept else "declined", answer=answer.splitlines())
    return proposal


@transaction.atomic
def note_publication(instance: Page, **signal: Any) -> None:
    """Note that the page of an accepted proposal was published, by the usual way of pages. Repeatable."""
    found = Proposal.objects.select_for_update().filter(page=instance.pk, state=State.ACCEPTED).first()
    if found is not None:
        found.show()
        found.save()


def draft_page(proposal: Proposal, by: Any) -> InitiativePage | None:
    """Make the page below the library of the proposal's language; return it, or None where there is no library.

    It holds what everybody may read, and neither contact, budget nor files. Editors publish and translate it as any
    page.
    """
    locale = Locale.objects.get(language_code=proposal.language)
    parent = ResourcesIndexPage.objects.filter(locale=locale).first()
    if parent is None:
        return None
    with translation.override(proposal.language):
        words = [
            (_("What is done"), proposal.activities),
            (_("Where"), proposal.place),
            (_("For whom"), proposal.audience),
        ]
        body: list[tuple[str, Any]] = []
        for heading, text in words:
            body.append(("heading", {"text": heading, "level": "2"}))
            body.append(("paragraph", linebreaks(text, autoescape=True)))
    page = InitiativePage(
        title=proposal.title,
        slug=f"initiative-{proposal.reference.lower()}",
        association=proposal.association,
        country=proposal.country,
        summary=proposal.summary,
        search_description=proposal.summary[:250],
        body=body,
        locale=locale,
        live=False,
        owner=by,
    )
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return page
