"""`manage.py log_status`: how the charter's log stands, and what to do where it does not go on."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from charter.transparency import keys, status
from charter.transparency.models import EndedLog


class Command(BaseCommand):
    help = "Say what of the charter's log is kept, signed and cosigned, and why it is not signed, if so."

    def handle(self, *args: Any, **options: Any) -> None:
        found = status.look()
        for line in [*_log(found), *_witnesses(found)]:
            self.stdout.write(line)
        if found.stopped:
            raise CommandError(
                f"Nothing more is signed: {found.stopped}. See docs/operations.md, “When the log is not signed”."
            )


def _log(found: status.Status) -> list[str]:
    known = keys.verifiers()
    lines = [f"Log: {keys.origin()}", f"Its key: {known[-1] if known else 'none is known here'}"]
    lines += [f"A former key: {key}" for key in known[:-1]]
    newest, beside = found.newest, status.kept()
    lines.append(f"Leaves: {found.leaves}, of them {found.leaves - (newest.size if newest else 0)} not signed yet")
    lines.append(f"Newest checkpoint: {f'{newest.size} leaves, {_moment(newest.made_at)}' if newest else 'none'}")
    path = settings.CHARTER_LOG_KEPT or "nothing is kept: set CHARTER_LOG_KEPT"
    lines.append(f"Beside the database: {f'{beside.size} leaves of {beside.origin}' if beside else 'nothing'} ({path})")
    lines += [
        f"Ended on {_moment(row.at)}: {row.origin}, followed by {row.successor}, because: {row.why}"
        for row in EndedLog.objects.all()
    ]
    return lines


def _witnesses(found: status.Status) -> list[str]:
    if not found.policy.witnesses:
        return ["Witnesses: none is asked (CHARTER_LOG_POLICY)"]
    lines = []
    for name, row in status.last_cosignatures(found.policy).items():
        told = f"saw {row.checkpoint.size} leaves on {_moment(row.at)}" if row else "never cosigned"
        newest = " (the newest)" if row and found.newest and row.checkpoint_id == found.newest.pk else ""
        lines.append(f"Witness {name}: {told}{newest}")
    if not found.asks:
        return [*lines, "Enough witnesses: the policy asks for none"]
    if found.unmet_since is None:
        return [*lines, "Enough witnesses: yes"]
    last = f"the last checkpoint with enough has {found.met.size} leaves" if found.met else "there never were enough"
    return [*lines, f"Enough witnesses: no, since {_moment(found.unmet_since)}; {last}"]


def _moment(value: Any) -> str:
    return f"{localtime(value):%Y-%m-%d %H:%M %Z}"
