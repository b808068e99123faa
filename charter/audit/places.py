"""Where the code of a local government leads that an entry names: to the row that has it, or has what it became."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from charter.audit.faults import CHUNK, Fault
from charter.ledger import facts
from charter.ledger.models import LoggedFact
from coalition.members.models import GovernmentMerge, LocalGovernment

Places = dict[str, set[int]]  # code -> primary keys of the local governments that it leads to
BEFORE, AFTER, NAMES = "code_before", "code_after", "names_after"


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
    """Yield a fault for each local government whose code or names are not those that the log has last of it."""
    last: dict[str, dict[str, str]] = {}
    for change in _changes():
        if BEFORE in change and change[BEFORE] in last:
            last.setdefault(change[AFTER], last.pop(change[BEFORE]))
        if NAMES in change:
            last[change["code"]] = change[NAMES]
    rows = dict(LocalGovernment.objects.filter(code__in=last).values_list("code", "names"))
    for code, names in sorted(last.items()):
        if code not in rows:
            yield Fault(None, "government", f"the local government {code} is gone, or has another code than was logged")
        elif rows[code] != names:
            yield Fault(None, "government", f"the local government {code} has other names than were logged")


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
