"""The public registers, all at once: form, post, then the page of the mailed link and its button; count the seats."""

import json
from functools import partial

from benchmarks.visitors import AT_ONCE, Outcome, address, all_at_once, fill_in
from tests.installation import Installation

PEOPLE = 600
LINKS = """
import json
from events.registrations.models import RegistrationRequest

rows = RegistrationRequest.objects.filter(email__startswith={prefix!r}).select_related("event")
print(json.dumps({{row.email: f"/en/e/{{row.event.short_id}}/c/{{row.token}}/" for row in rows}}))
"""


def register_many(
    site: Installation, path: str, *, people: int = PEOPLE, at_once: int = AT_ONCE, prefix: str = "p"
) -> Outcome:
    """Register `people` different addresses at `path`, `at_once` at a time: each fills in the form and confirms.

    The links are read from the database meanwhile, since a mail takes as long as its way; that time is not counted.
    """
    asked = ask_many(site, path, people=people, at_once=at_once, prefix=prefix)
    return whole(asked, confirm_many(site, people=people, at_once=at_once, prefix=prefix))


def ask_many(
    site: Installation, path: str, *, people: int = PEOPLE, at_once: int = AT_ONCE, prefix: str = "p"
) -> Outcome:
    """Fill in the form at `path` for `people` different addresses, `at_once` at a time."""
    port, names = site.stack.port, [f"{prefix}{number}" for number in range(people)]
    visits = [partial(register_one, port, path, name, address(number)) for number, name in enumerate(names)]
    return all_at_once(visits, at_once=at_once)


def whole(asked: Outcome, confirmed: Outcome) -> Outcome:
    """Return form and button of the same people as one."""
    times = [form + button for form, button in zip(asked.times, confirmed.times, strict=True)]
    failures = [*asked.failures, *confirmed.failures]
    return Outcome(asked.people, asked.seconds + confirmed.seconds, failures, times)


def confirm_many(site: Installation, *, people: int = PEOPLE, at_once: int = AT_ONCE, prefix: str = "p") -> Outcome:
    """Open the mailed link of each of `people` who filled in the form, and press its button, `at_once` at a time."""
    links = json.loads(site.run(LINKS.format(prefix=prefix)))
    found = [links.get(email(f"{prefix}{number}"), "/en/") for number in range(people)]
    visits = [partial(fill_in, site.stack.port, link, {}, address(number)) for number, link in enumerate(found)]
    return all_at_once(visits, at_once=at_once)


def email(name: str) -> str:
    """Return the address of the person called `name`."""
    return f"{name}@registrant.example"


def register_one(port: int, path: str, name: str, ip: str) -> str:
    """Fill in the form for one person; return an empty string, or what went wrong."""
    return fill_in(port, path, {"name": "Someone", "email": email(name), "language": "en"}, ip)
