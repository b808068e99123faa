"""The association's side: start a proposal, fill it, prove the mailbox, hand it in, withdraw it."""

import secrets
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import F
from django.db.models.lookups import IsNull
from django.utils import timezone

from coalition.calls.models import Call, Proposal, ProposalFile, ProposalLink
from coalition.calls.models.proposals import MOST_FILES
from coalition.calls.proposing import emails
from coalition.calls.states import State
from coalition.keys import key_of
from coalition.privacy.addresses import normalise
from coalition.uploads.files import InspectedFile, extension_of

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
