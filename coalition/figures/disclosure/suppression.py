"""Which cells of a table are not shown: the small ones, and those that would give a small one away."""

import hmac
from collections.abc import Callable, Iterator, Sequence, Set

from .audit import Attacker, Breach, Unsolved, audit, deadline, secrets
from .tables import THRESHOLD, Key, Release, Table


class CannotProtect(Exception):
    """No choice of cells keeps what must be kept: `breaches` says which are given away, as by what was shown before."""

    def __init__(self, breaches: list[Breach]) -> None:
        super().__init__(breaches)
        self.breaches = breaches


def small(table: Table) -> frozenset[Key]:
    """Return the cells whose count is under the threshold, but zeros that tell of nobody: primary suppression."""
    return frozenset(key for key, count in table.counts.items() if count < THRESHOLD and not table.shows_zero(key))


type Price = Callable[[Key], tuple[bool, bytes]]


def protect(
    table: Table, earlier: Sequence[Release] = (), *, order: bytes = b"", until: float | None = None
) -> frozenset[Key]:
    """Return the cells to hide, so that an audit of `table` after the releases `earlier` finds nothing.

    Secondary suppression one cell at a time, the cheapest first: it need not hide the fewest, it must hide enough.
    What an earlier release hid stays hidden until it is revised. The same table gives the same cells. `order` is a
    secret by which equal cells are chosen; no answer at `until` is a refusal.

    Raises CannotProtect.
    """
    before = {(key, count) for release in earlier for key, count in release.shown.items()}
    kept = {(key, release.table.counts[key]) for release in earlier for key in release.hidden} - before
    hidden = {*small(table), *(key for key, _count in kept & table.counts.items())}
    price = _price(table, order)
    until = deadline() if until is None else until
    _pair(table, hidden, before, price)
    releases = [Release(table, frozenset(hidden)), *earlier]
    attacker = Attacker(releases, until)
    waiting = secrets(releases)
    while waiting:
        try:
            kept_from = attacker.is_kept_from(waiting[-1])
        except Unsolved:
            raise CannotProtect([Breach(waiting[-1][0], None)]) from None
        if kept_from:  # and stays so: whatever is hidden besides only widens its bounds
            waiting.pop()
            continue
        more = next(_candidates(table, hidden, before, price, waiting[-1][0]), None)
        if more is None:
            raise CannotProtect(audit(table, hidden, earlier, until))
        hidden.add(more)
        _pair(table, hidden, before, price)
        new = sorted(hidden - releases[0].hidden)
        waiting[:0] = [(key, table.counts[key]) for key in new]
        releases[0] = Release(table, frozenset(hidden))
        attacker.look_at(releases)
    return frozenset(hidden)


def _pair(table: Table, hidden: set[Key], before: Set[tuple[Key, int]], price: Price) -> None:
    """Hide a second cell of each sum that has one hidden: what any subtraction gives away needs no solver."""
    waiting = list(table.sums)
    while waiting:
        line = waiting.pop()
        alone = [key for key in line.keys if key in hidden and (key, table.counts[key]) not in before]
        if len(alone) != 1:
            continue
        more = min((key for key in line.keys if _may_hide(table, hidden, before, key)), key=price, default=None)
        if more is not None:
            hidden.add(more)
            waiting += table.sums_of[more]


def _candidates(table: Table, hidden: Set[Key], before: Set[tuple[Key, int]], price: Price, key: Key) -> Iterator[Key]:
    """Yield cells that may be hidden for the sake of `key`: of its sums, then of sums that hang together with them."""
    found, reached = [key] if key in table.counts else [], set()
    while found:
        near = {other for one in found for line in table.sums_of[one] for other in line.keys}
        yield from sorted((one for one in near if _may_hide(table, hidden, before, one)), key=price)
        reached |= set(found)
        found = sorted(near - reached)


def _may_hide(table: Table, hidden: Set[Key], before: Set[tuple[Key, int]], key: Key) -> bool:
    """Say whether hiding `key` helps: what was shown before is known, and a zero that is shown is never a secret."""
    count = table.counts[key]
    return key not in hidden and (key, count) not in before and not table.shows_zero(key)


def _price(table: Table, order: bytes) -> Price:
    """Return what hiding a cell costs: a total is worth more than a part.

    Nothing else may count, above all no count: whoever knows the rule would read it from the choice. Among equals a
    digest decides that nobody reckons without `order`.
    """
    return lambda key: (key in table.totals, hmac.digest(order, "\0".join(key).encode(), "sha256"))
