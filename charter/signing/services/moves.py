"""One transition, one entry: the only place where a signature's state changes.

Order of locks, everywhere: governments, then signatures by primary key, then the ledger's head, and no row after
it. Every write of a state happens under the head's lock, so that entries are consecutive and two transactions
never wait for each other.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from charter.ledger.facts import log_fact
from charter.ledger.models import LedgerEntry, LoggedFact
from charter.ledger.services import append, head
from charter.signing.models import Signature
from charter.states import Party
from coalition.users.models import User

COUNTED = "group_members_counted"  # of the members that an association lists, those that said yes
SENT = "act_file_sent_sha256"  # of a picture alone: a PDF is kept as it was sent


def locked(signature: Signature) -> Signature:
    """Return the signature's row, locked until the transaction ends: two people never decide it together."""
    return Signature.objects.select_for_update().get(pk=signature.pk)


def move(
    transition: Callable[..., None],
    *,
    party: Party,
    actor: User | None = None,
    facts: dict[str, Any] | None = None,
    **arguments: Any,
) -> LedgerEntry:
    """Make `transition` (`signature.publish`: bound to a locked signature), save it, and write its ledger entry.

    `facts` are added to those of the signature; `arguments` go to the transition. `actor` is the account of a
    member of the staff, and of nobody else.

    Raises django_fsm.TransitionNotAllowed when its state does not allow it, and IntegrityError
    when the database refuses it (a second live signature of one government).
    """
    signature: Signature = transition.__self__  # type: ignore[attr-defined]
    last = head()
    source = str(signature.state)
    transition(**arguments)
    signature.save()
    entry = LedgerEntry(
        signature=signature, dossier=signature.verification_code, event=transition.__name__, source=source,
        target=str(signature.state), party=party, actor=actor, data={**signature_facts(signature), **(facts or {})},
    )  # fmt: skip
    return append(last, entry)


def signature_facts(signature: Signature) -> dict[str, Any]:
    """Return what the ledger keeps of a signature: public facts and digests, never a person's name or address."""
    return {**own_facts(signature), **_group(signature)}


def own_facts(signature: Signature) -> dict[str, Any]:
    """Return `signature_facts()` minus the members of an association: what the signature's own row holds."""
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
    rows = sorted(signature.group_members.values_list("government__code", "counted_at"))
    if not rows:
        return {}
    counted = " ".join(code for code, counted_at in rows if counted_at)
    return {"group_members": " ".join(code for code, _at in rows), COUNTED: counted}


def signatory_digest(signature: Signature) -> str:
    """Return the SHA-256 of salt, name, office and mailbox, one a line: once they are erased, nobody can guess them."""
    lines = (signature.salt, signature.signatory_name, signature.signatory_role, signature.official_email)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def log_act(signature: Signature) -> None:
    """Log the file of the act that came for a published signature, or that it was dropped: no entry tells of either."""
    drawn_anew = {SENT: signature.act_file_sent_sha256} if signature.act_was_drawn_anew else {}
    facts = {"act_file_sha256": signature.act_file_sha256, **drawn_anew}
    log_fact(LoggedFact.Kind.ACT, signature.verification_code, facts)
