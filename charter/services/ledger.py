"""One transition, one entry: the only place where a dossier's state changes.

Order of locks, everywhere: governments, then dossiers by primary key, then the ledger's head, and no row after
it. Every write of a state happens under the head's lock, so that entries are consecutive and two transactions
never wait for each other.
"""

import hashlib
from typing import Any

from django.db.models import F
from django.utils import timezone

from charter import chain
from charter.models import LedgerEntry, LedgerHead, Party, Signature
from coalition.users.models import User

SALTED, UNSALTED = "reason_salted_sha256", "reason_sha256"  # of a change's public words; the second until decision 27
SENT = "act_file_sent_sha256"  # of a picture alone: a PDF is kept as it was sent


def locked(signature: Signature) -> Signature:
    """Return the dossier's row, locked until the transaction ends: two people never decide it together."""
    return Signature.objects.select_for_update().get(pk=signature.pk)


def head() -> LedgerHead:
    """Return the ledger's head, locked until the transaction ends."""
    row, _created = LedgerHead.objects.select_for_update().get_or_create(pk=1)
    return row


def next_number() -> int:
    """Return the next signatory number. A transaction that fails gives it back: there are no gaps."""
    head()
    LedgerHead.objects.filter(pk=1).update(last_number=F("last_number") + 1)
    return LedgerHead.objects.values_list("last_number", flat=True).get(pk=1)


def move(
    signature: Signature,
    event: str,
    *,
    party: Party,
    actor: User | None = None,
    facts: dict[str, Any] | None = None,
    **arguments: Any,
) -> LedgerEntry:
    """Make the transition named `event` on a locked dossier, save it, and write its ledger entry.

    `facts` are added to those of the dossier; `arguments` go to the transition. `actor` is the account of a
    member of the staff, and of nobody else.

    Raises django_fsm.TransitionNotAllowed when its state does not allow it, and IntegrityError
    when the database refuses it (a second live signature of one government).
    """
    last = head()
    source = str(signature.state)
    getattr(signature, event)(**arguments)
    signature.save()
    return _append(last, signature, event, source, party, actor, facts or {})


def _append(
    last: LedgerHead,
    signature: Signature,
    event: str,
    source: str,
    party: Party,
    actor: User | None,
    more: dict[str, Any],
) -> LedgerEntry:
    from charter import tasks  # the tasks call the services

    entry = LedgerEntry(
        sequence=last.sequence + 1,
        signature=signature,
        dossier=signature.verification_code,
        event=event,
        source=source,
        target=str(signature.state),
        party=party,
        actor=actor,
        at=timezone.now(),
        data={**dossier_facts(signature), **more},
        previous=last.hash,
    )
    entry.hash = chain.entry_hash(entry.payload())
    entry.save(force_insert=True)
    LedgerHead.objects.filter(pk=1).update(sequence=entry.sequence, hash=entry.hash)
    tasks.wake_stamping()
    return entry


def dossier_facts(signature: Signature) -> dict[str, Any]:
    """Return what the ledger keeps of a dossier: public facts and digests, never a person's name or address."""
    return {**own_facts(signature), **_group(signature)}


def own_facts(signature: Signature) -> dict[str, Any]:
    """Return the same without the members of an association: what the dossier's own row holds."""
    return {
        "government": signature.government.code if signature.government else "",
        "version": signature.version.number if signature.version else None,
        "language": signature.language,
        "text_sha256": signature.text_digest,
        "signatory_sha256": signatory_digest(signature),
        "act_body": signature.act_body,
        "act_number": signature.act_number,
        "act_date": signature.act_date.isoformat() if signature.act_date else "",
        "act_file_sha256": signature.act_file_sha256,
        "ad_referendum_until": signature.ad_referendum_until.isoformat() if signature.ad_referendum_until else "",
        "number": signature.number,
        **({SENT: signature.act_file_sent_sha256} if signature.act_was_drawn_anew else {}),
    }


def _group(signature: Signature) -> dict[str, str]:
    """Return the codes of the members for which an association adheres, in order; nothing for another signatory."""
    codes = sorted(signature.group_members.values_list("government__code", flat=True))
    return {"group_members": " ".join(codes)} if codes else {}


def signatory_digest(signature: Signature) -> str:
    """Return the SHA-256 of salt, name, office and mailbox, one a line: once they are erased, nobody can guess them."""
    lines = (signature.salt, signature.signatory_name, signature.signatory_role, signature.official_email)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def reason_digest(salt: str, reason: str) -> str:
    """Return the SHA-256 of salt and public words, one a line: once both are removed, nobody can guess the words."""
    return hashlib.sha256(f"{salt}\n{reason}".encode()).hexdigest()
