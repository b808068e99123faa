"""All that can be looked at, in one report: the chain, what the rows show, the log, and the files of the acts."""

from collections.abc import Iterable

from django.db import connection, transaction

from charter.audit.files import check_files
from charter.audit.log import check_log
from charter.audit.verification import Head, Report, verify


def audit(*, heads: Iterable[Head] = (), checkpoints: Iterable[str] = (), files: bool = False) -> Report:
    """Return what is wrong, if anything is. `heads` and `checkpoints` (signed notes) were saved elsewhere.

    With `files` each act is read from its storage, which takes as long as reading them all.
    """
    if connection.in_atomic_block:
        return _audit(heads, checkpoints, files)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # what is written meanwhile is no fault
        return _audit(heads, checkpoints, files)


def _audit(heads: Iterable[Head], checkpoints: Iterable[str], files: bool) -> Report:
    report = verify(heads=heads)
    report.faults.extend(check_log(saved=checkpoints))
    if files:
        report.faults.extend(check_files())
    return report
