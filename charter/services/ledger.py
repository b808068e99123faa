"""One transition, one entry: the only place where a dossier's state changes."""

from typing import Any

from charter.models import LedgerEntry, Signature
from coalition.users.models import User


def locked(signature: Signature) -> Signature:
    """Return the dossier's row, locked until the transaction ends: two people never decide it together."""
    return Signature.objects.select_for_update().get(pk=signature.pk)


def move(signature: Signature, event: str, *, actor: User | None = None) -> LedgerEntry:
    """Make the transition named `event` on a locked dossier, save it, and write its ledger entry.

    Raises django_fsm.TransitionNotAllowed when its state does not allow it, and IntegrityError
    when the database refuses it (a second live signature of one government).
    """
    source = str(signature.state)
    getattr(signature, event)()
    signature.save()
    return LedgerEntry.objects.create(
        signature=signature,
        event=event,
        source=source,
        target=str(signature.state),
        actor=actor,
        data=facts(signature),
    )


def facts(signature: Signature) -> dict[str, Any]:
    """Return what the ledger keeps of a dossier: public facts and digests, never a person's name or address."""
    return {
        "government": signature.government.code if signature.government else "",
        "version": signature.version.number if signature.version else None,
        "language": signature.language,
        "text_digest": signature.text_digest,
        "act_number": signature.act_number,
        "act_date": signature.act_date.isoformat() if signature.act_date else "",
        "act_file_sha256": signature.act_file_sha256,
    }
