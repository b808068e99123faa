"""Public words that should not be public: one person proposes to remove them, another one does it, for ever."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from charter.ledger.models import Redaction, StatusChange
from charter.review.status import emails
from charter.review.status.services import NoLongerPossible
from charter.signing.models import Signature
from charter.signing.services.moves import locked
from coalition.mail.words import forget_words
from coalition.users.models import User

PROPOSED, DROPPED, REMOVED = "charter.propose_removal", "charter.drop_removal", "charter.remove_words"


class OwnProposal(Exception):
    """The person who proposed a removal cannot also confirm it."""


def removable(signature: Signature) -> QuerySet[StatusChange]:
    """Return the changes of status of `signature` whose public words are there, and nobody proposed to remove."""
    return StatusChange.objects.filter(signature=signature, redaction__isnull=True).exclude(reason="")


@transaction.atomic
def propose_removal(*, change: StatusChange, proposer: User, why: str) -> Redaction:
    """Propose to remove the public words of `change`: the first of two people. They stay until the second agrees.

    `why` is for the staff alone. Raises NoLongerPossible when it has no words, or somebody proposed it already.
    """
    locked(change.signature)
    if not removable(change.signature).filter(pk=change.pk).exists():
        raise NoLongerPossible
    redaction = Redaction.objects.create(
        change=change, entry_hash=change.entry.hash, why=why, proposed_by=proposer, proposed_at=timezone.now()
    )
    _log(redaction, PROPOSED, proposer)
    return redaction


@transaction.atomic
def drop_removal(*, redaction: Redaction, user: User) -> None:
    """Leave the words where they are. Raises NoLongerPossible when they are gone or nobody proposes it any more."""
    redaction = _proposed(redaction)
    _log(redaction, DROPPED, user)
    redaction.delete()


@transaction.atomic
def remove_words(*, redaction: Redaction, remover: User) -> Redaction:
    """Remove the words for ever: the second of two people. The ledger does not change, since it holds a digest alone.

    Mails that the site keeps forget them too; one that still waits leaves without them.
    Raises OwnProposal, or NoLongerPossible.
    """
    redaction = _proposed(redaction)
    if redaction.proposed_by_id == remover.pk:
        raise OwnProposal
    redaction.confirmed_by, redaction.confirmed_at = remover, timezone.now()
    redaction.save(update_fields=["confirmed_by", "confirmed_at"])
    change = redaction.change
    change.reason = change.reason_salt = ""
    change.save(update_fields=["reason", "reason_salt"])
    for key in emails.status_changed_keys(change.entry):
        forget_words(key=key, name="reason")
    _log(redaction, REMOVED, remover)
    return redaction


def _proposed(redaction: Redaction) -> Redaction:
    locked(redaction.change.signature)
    rows = Redaction.objects.select_for_update(of=("self",)).proposed().select_related("change__entry")
    if row := rows.filter(pk=redaction.pk).first():
        return row
    raise NoLongerPossible


def _log(redaction: Redaction, action: str, user: User) -> None:
    """Write the site history: which entry, and never a word of what it was about."""
    change = redaction.change
    log(instance=change.signature, action=action, user=user, data={"entry": change.entry.sequence})
