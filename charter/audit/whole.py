"""All that can be looked at, in one report: the chain, what the rows show, the log, and the files of the acts."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from charter.audit.files import check_files
from charter.audit.log import check_log
from charter.audit.unseen import ended, not_looked_at
from charter.audit.verification import Head, Report, verify
from charter.transparency import keys
from charter.transparency.notes import Verifier


def audit(
    *,
    heads: Iterable[Head] = (),
    checkpoints: Iterable[str] = (),
    known: Sequence[Verifier] | None = None,
    files: bool = False,
) -> Report:
    """Return what is wrong, if anything is, and what was not looked at.

    `heads` and `checkpoints` (signed notes) were saved elsewhere; `known` are the public keys of the log, the oldest
    first, else those of the settings. With `files` each act is read from its storage, which takes as long as reading
    them all.
    """
    known = keys.verifiers() if known is None else known
    if connection.in_atomic_block:
        return _audit(heads, list(checkpoints), known, files)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # what is written meanwhile is no fault
        return _audit(heads, list(checkpoints), known, files)


def _audit(heads: Iterable[Head], checkpoints: list[str], known: Sequence[Verifier], files: bool) -> Report:
    report = verify(heads=heads)
    report.faults.extend(check_log(saved=checkpoints, known=known))
    if files:
        report.faults.extend(check_files())
    report.signatures_seen = bool(known)
    report.unseen, report.ended = not_looked_at(known=known, saved=checkpoints, files=files), ended()
    return report
