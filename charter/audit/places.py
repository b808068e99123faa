"""Where the code of a local government leads that an entry names: to the row that has it, or has what it became."""

from collections.abc import Iterator
from typing import Any

from charter.audit.faults import CHUNK, Fault
from charter.ledger.models import LoggedFact
from charter.signing.services.governments import MERGE, SHOWN
from coalition.members.models import LocalGovernment

Places = dict[str, set[int]]  # code -> primary keys of the local governments that it leads to
BEFORE, AFTER = "code_before", "code_after"


def places() -> Places:
    """Return where each code leads, by the log alone: a version in the CMS, or a row, leads no code anywhere."""
    found = {code: {pk} for code, pk in LocalGovernment.objects.values_list("code", "pk")}
    steps: dict[str, set[str]] = {}
    for change in _changes():
        if BEFORE in change:
            steps.setdefault(change[BEFORE], set()).add(change[AFTER])
    return found | {code: _lead(code, steps, found) for code in steps}


def check_governments() -> Iterator[Fault]:
    """Yield a fault for each local government whose code, names or country are not those that the log has last of it.

    What was merged is known by what it became, whose names and country the merge logs.
    """
    last = logged()
    rows = {row["code"]: row for row in LocalGovernment.objects.filter(code__in=last).values("code", *SHOWN)}
    for code, known in sorted(last.items()):
        if code not in rows:
            said = f"the local government {code} is gone, or has another code than was logged"
            yield Fault(None, "government", said)
        elif wrong := [name for name in known if rows[code][name] != known[name]]:
            yield Fault(
                None, "government", f"the local government {code} has other {', '.join(wrong)} than were logged"
            )


def logged() -> dict[str, dict[str, Any]]:
    """Return names and country of each local government that has signed, by its code, as the log has them last."""
    last: dict[str, dict[str, Any]] = {}
    for change in _changes():
        known = last.pop(change.get(BEFORE, ""), {})
        if known and not change["by"].startswith(MERGE):
            last.setdefault(change[AFTER], known)
        if seen := {name: change[f"{name}_after"] for name in SHOWN if f"{name}_after" in change}:
            last[change["code"]] = last.get(change["code"], {}) | seen
    return last


def _changes() -> Iterator[dict[str, Any]]:
    rows = LoggedFact.objects.filter(kind=LoggedFact.Kind.GOVERNMENT).order_by("pk")
    for subject, found in rows.values_list("subject", "facts").iterator(chunk_size=CHUNK):
        yield {"code": subject, **found}


def _lead(code: str, steps: dict[str, set[str]], rows: Places) -> set[int]:
    """Return every row that has `code`, or a code that it became."""
    seen, next_ones = set[str](), [code]
    while next_ones:
        one = next_ones.pop()
        if one not in seen:
            seen.add(one)
            next_ones += steps.get(one, ())
    return set().union(*(rows.get(one, set()) for one in seen))
