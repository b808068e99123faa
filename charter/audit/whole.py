"""All that can be looked at, in one report: the chain, what the rows show, the log, and the files of the acts."""

from collections.abc import Sequence

from django.db import connection, transaction

from charter.audit.files import check_files
from charter.audit.log import check_log
from charter.audit.verification import Report, verify
from charter.ledger import timestamps
from charter.ledger.models import TrustedTime
from charter.transparency import keys, memory, services
from charter.transparency.notes import Verifier


def audit(*, checkpoints: Sequence[str] = (), known: Sequence[Verifier] | None = None, files: bool = False) -> Report:
    """Return what is wrong, if anything is, and what was not looked at.

    `checkpoints` (signed notes) were saved elsewhere; `known` are the public keys of the log, the oldest first, else
    those of the settings. With `files` each act is read from its storage, which takes as long as reading them all.
    """
    known = keys.verifiers() if known is None else known
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # what is written meanwhile is no fault
        report = verify()
        report.faults.extend(check_log(saved=checkpoints, known=known))
        if files:
            report.faults.extend(check_files())
        report.signatures_seen = bool(known)
        report.unseen = _not_looked_at(known, checkpoints, files)
    return report


def _not_looked_at(known: Sequence[Verifier], saved: Sequence[str], files: bool) -> list[str]:
    told = []
    if not known:
        unsigned = f"{services.size()} leaves and of the checkpoints"
        told.append(f"the signatures of {unsigned}: no public key of the log is known (--key, CHARTER_LOG_PUBLIC_KEY)")
    if not saved and not memory.kept():
        told.append(
            "whether all of it was made again by who has the log's key: give a checkpoint kept elsewhere (--checkpoint)"
        )
    if not files:
        told.append("the files of acts and certificates (--files)")
    if not timestamps.is_configured() and (times := TrustedTime.objects.count()):
        told.append(
            f"the trusted time of {times} entries: no certificate of the authority is set (CHARTER_TSA_CERTIFICATE)"
        )
    return told
