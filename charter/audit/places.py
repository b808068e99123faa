"""Where the code of a local government leads that an entry names: to the row that has it, or has what it became."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from charter.audit.faults import CHUNK, Fault
from charter.ledger import facts
from charter.ledger.models import LoggedFact
from charter.signing.services.governments import MERGE, SHOWN
from coalition.members.models import GovernmentMerge, LocalGovernment

Places = dict[str, set[int]]  # code -> primary keys of the local governments that it leads to
BEFORE, AFTER = "code_before", "code_after"


def places() -> Places:
    """Return where each code leads: by the log alone, once what came before it is in it (`adopting.found`)."""
    found = _rows()
    if not facts.are_founded():
        return before_the_log(found)
    steps: dict[str, set[str]] = {}
    for change in _changes():
        if BEFORE in change:
            steps.setdefault(change[BEFORE], set()).add(change[AFTER])
    return found | {code: _lead(code, steps, found) for code in steps}


def before_the_log(found: Places | None = None) -> Places:
    """Return where each code leads by the rows of merges and the versions in the CMS, which are in no log."""
    found = _rows() if found is None else found
    for code, pk in GovernmentMerge.objects.values_list("code", "into").iterator(chunk_size=CHUNK):
        found.setdefault(code, set()).add(pk)
    for pk, codes in _codes_of_each():
        shared = {pk}.union(*(found.get(code, ()) for code in codes))
        found.update({code: found.get(code, set()) | shared for code in codes})
    return found


def check_governments() -> Iterator[Fault]:
    """Yield a fault for each local government whose code, names or country are not those that the log has last of it.

    What was merged is known by what it became, whose names and country the merge logs.
    """
    last, founded = logged(), facts.are_founded()
    rows = {row["code"]: row for row in LocalGovernment.objects.filter(code__in=last).values("code", *SHOWN)}
    for code, known in sorted(last.items()):
        if code not in rows:
            if founded:
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


def _rows() -> Places:
    return {code: {pk} for code, pk in LocalGovernment.objects.values_list("code", "pk").iterator(chunk_size=CHUNK)}


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


def _codes_of_each() -> Iterable[tuple[int, set[str]]]:
    """Return each local government with versions in the CMS, and the codes that it had in them."""
    versions = Revision.objects.filter(content_type=ContentType.objects.get_for_model(LocalGovernment))
    codes: dict[int, set[str]] = {}
    for pk, code in versions.values_list("object_id", "content__code").distinct().iterator(chunk_size=CHUNK):
        codes.setdefault(int(pk), set()).add(code)
    return codes.items()
