"""The rows of events: registering, joining, a large programme, a door and a sheet."""

import json
from functools import partial
from statistics import median

from benchmarks import joins, load, measuring, registration, seminar
from benchmarks.measuring import Row
from benchmarks.sites import python, seed, settle
from benchmarks.visitors import Outcome
from tests.installation import Installation
from tests.production import PROXIED

SEATS = seminar.SEATS
RUNS = 3  # of the same, of which each counts
WARMING_UP = 64  # people before the first


def measure_registration(site: Installation) -> list[Row]:
    """Whole public registrations, form and confirmation, for events with too few seats: RUNS times, then harder ones.

    The pages are kept, as under the production settings: a form that is the same for everybody is made once. Some
    people register for an event of their own before, as the other rows are warmed up for a second.
    """
    seed(site, "contended", SEATS)
    registration.register_many(site, "/en/events/contended-1/register/", people=WARMING_UP, prefix="w")
    settle(site)
    by, rows, runs = "benchmarks.registration", [], []
    for number in range(1, RUNS + 1):
        seed(site, "contended", SEATS)
        asked = registration.ask_many(site, f"/en/events/contended-{number + 1}/register/", prefix=f"p{number}x")
        pressed = registration.confirm_many(site, prefix=f"p{number}x")
        runs.append(registration.whole(asked, pressed))
        settle(site)
        rows += [
            (f"{number}. registration, form and its post, 16 at a time", by, str(asked)),
            (f"{number}. registration, mailed link and its button, 16 at a time", by, str(pressed)),
            (f"{number}. registration, whole: {runs[-1].people} people, {SEATS} seats", by,
             told(site, f"Contended {number + 1}", runs[-1])),
        ]  # fmt: skip
    form = json.loads(python(site, "benchmarks.seminar", "nested"))
    more = partial(seminar.answers, form)
    more_asked = registration.ask_many(site, "/en/events/nested/register/", prefix="n", answers=more)
    nested = registration.whole(more_asked, registration.confirm_many(site, prefix="n"))
    part = nested.per_second / median(run.per_second for run in runs)
    harder = f"{told(site, 'Nested', nested)} ({part:.2f} of their median)"
    return [*rows, ("the same with nested quotas and questions", by, harder)]


def told(site: Installation, name: str, outcome: Outcome) -> str:
    """Return how fast the event called `name` was registered for, and whether its seats were kept."""
    ((confirmed,),) = site.query(
        "SELECT count(*) FROM events_registration registration "
        "JOIN events_event event ON event.id = registration.event_id "
        "WHERE event.name = %s AND registration.state = 'confirmed'",
        name,
    )
    over = max(confirmed - SEATS, 0)
    asked = f"{registration.REQUESTS} requests each"
    return f"{outcome}, {asked}, {confirmed} seats given, {over} oversold, {len(outcome.failures)} failed"


def measure_joins(site: Installation) -> list[Row]:
    """Many who join at once: the live page, and the button of the room."""
    outcome = joins.join_all(site, json.loads(python(site, "benchmarks.joins")))
    ((counted,),) = site.query("SELECT count(*) FROM events_joining")
    failed = f"{len(outcome.failures)} failed, {joins.PEOPLE + joins.WARMING_UP - counted} not counted"
    what = f"{joins.PEOPLE:,} joins in {joins.SECONDS} s: live page and button"
    return [(what, "benchmarks.joins", f"{outcome}, {failed} (aim: 0 and 0, p95 under 300 ms)")]


def measure_seminar(site: Installation) -> list[Row]:
    """A large programme made anew, a door where many come, and the sheet of a large event."""
    path = json.loads(python(site, "benchmarks.seminar", "programme"))["path"]
    cold = load.measure(site.url + path, headers=PROXIED)
    come = json.loads(python(site, "benchmarks.seminar", "check_ins"))
    sheet = json.loads(python(site, "benchmarks.seminar", "sheet"))
    by = "benchmarks.seminar"
    return [
        (f"programme of {seminar.SESSIONS} sessions, uncached", "wrk", str(cold)),
        (f"check-ins, {measuring.AT_ONCE} at a time", by, f"{come['per_second']:.0f}/s, p95 {come['p95']:.0f} ms"),
        (f"XLSX of {seminar.ROWS:,} registrations", by, f"{sheet['seconds']:.1f} s, {sheet['memory']} MB"),
    ]
