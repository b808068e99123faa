"""The public registers, all at once: form, post, receipt queued; then count who got a seat."""

from functools import partial

from benchmarks.visitors import AT_ONCE, Outcome, address, all_at_once, fill_in

PEOPLE = 600


def register_many(port: int, path: str, *, people: int = PEOPLE, at_once: int = AT_ONCE, prefix: str = "p") -> Outcome:
    """Register `people` different addresses at `path`, `at_once` at a time."""
    visits = [partial(register_one, port, path, f"{prefix}{number}", address(number)) for number in range(people)]
    return all_at_once(visits, at_once=at_once)


def register_one(port: int, path: str, name: str, ip: str) -> str:
    """Register one person; return an empty string, or what went wrong."""
    fields = {"name": "Someone", "email": f"{name}@registrant.example", "language": "en"}
    return fill_in(port, path, fields, ip)
