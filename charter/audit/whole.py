"""All that can be looked at, in one report: the chain, what the rows show, the log, and the files of the acts."""

from collections.abc import Iterable

from charter.audit.files import check_files
from charter.audit.log import check_log
from charter.audit.verification import Head, Report, verify


def audit(*, heads: Iterable[Head] = (), checkpoints: Iterable[str] = (), files: bool = False) -> Report:
    """Return what is wrong, if anything is. `heads` and `checkpoints` (signed notes) were saved elsewhere.

    With `files` each act is read from its storage, which takes as long as reading them all.
    """
    report = verify(heads=heads)
    report.faults.extend(check_log(saved=checkpoints))
    if files:
        report.faults.extend(check_files())
    return report
