"""What happens to people who register and sign, and to a newsletter on its way, while a part of the installation is
killed, frozen, slow, full, away, at another time or restored.

Everything is real: gunicorn and production settings, the workers of the units of systemd, a PostgreSQL of its own,
an SMTP server on loopback. docs/measurements.md has the figures of a run: `ATTACK=long pytest -s` of this file.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from coalition.stack import free_port
from tests.packaging.test_proxies import nginx, running

from .faults import uploads
from .faults.people import Stream
from .faults.report import WAITING, Faults, Report, report
from .faults.site import WORKERS, Site, running_site
from .measuring import LONG

TIMES = 5
AWAY = 150.0  # seconds without PostgreSQL
AHEAD = 90.0  # seconds by which a clock jumps
WITHIN = (
    200.0  # seconds after a fault in which each mail has come: a lease of two minutes, and the worker's next minute
)
PAUSE = 4.0  # seconds between two faults, and before the first and after the last


@pytest.fixture(scope="module")
def site(django_db_setup: None) -> Iterator[Site]:
    with running_site() as running:
        yield running


def ready(site: Site, probe: Stream | None = None, *, seconds: float = 90) -> None:
    """Wait until the site answers a page that no memory keeps."""
    probe, deadline = probe or Stream(site), time.monotonic() + seconds
    while probe.ask("GET", "/en/search/?q=a", 0)[0] != "200":
        assert time.monotonic() < deadline, "the site does not answer"
        time.sleep(0.1)


def settled(site: Site) -> None:
    """Wait until whoever waited is answered: a page comes at once again."""
    took = PAUSE
    while took >= 1:
        time.sleep(PAUSE)
        _began, took = window(lambda: ready(site))
        took -= _began


def quiet(site: Site, seconds: float = WITHIN) -> None:
    """Wait until no mail is owed, or for so long."""
    deadline = time.monotonic() + seconds
    while site.query(WAITING) != [(0,)] and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(PAUSE)  # for what is being handed over


def window(act: Callable[[], object]) -> tuple[float, float]:
    began = time.monotonic()
    act()
    return began, time.monotonic()


def web_killed(site: Site) -> Faults:
    """The whole web server, with each of its processes; the service manager starts the next one."""
    faults = Faults()
    for _kill in range(TIMES):
        faults.windows.append(window(lambda: site.kill("web")))
        settled(site)
    return faults


def worker_killed(site: Site) -> Faults:
    faults = Faults()
    for number in range(TIMES):
        faults.windows.append(window(lambda number=number: site.kill(list(WORKERS)[number % 3])))
        time.sleep(2 * PAUSE)
    return faults


def postgres_restarted(site: Site) -> Faults:
    """As by systemd, and each second time as by the loss of power."""
    faults = Faults()

    def restart(number: int) -> None:
        site.postgres.end(at_once=bool(number % 2))
        site.postgres.start()

    for number in range(TIMES):
        faults.windows.append(window(lambda number=number: restart(number)))
        time.sleep(PAUSE)
    return faults


def postgres_frozen(site: Site) -> Faults:
    def freeze() -> None:
        with site.postgres.frozen():
            time.sleep(30)

    return Faults([window(freeze)])


def postgres_away(site: Site) -> Faults:
    """For minutes. The workers wait for it, or end and are started anew: nobody needs to do that."""

    def away() -> None:
        site.postgres.end(at_once=False)
        time.sleep(AWAY)
        site.postgres.start()

    return Faults([window(away)])


def connections_cut(site: Site) -> Faults:
    """Every connection to the database at once, as by a firewall that forgets them."""
    faults = Faults()
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    for _cut in range(TIMES):
        cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"  # noqa: S608
        faults.windows.append(window(lambda cut=cut: site.query(cut)))
        time.sleep(PAUSE)
    return faults


def connections_taken(site: Site) -> Faults:
    """Others hold every connection that PostgreSQL has, and whoever lost one gets none."""

    def take() -> None:
        held: list[psycopg.Connection] = []
        with suppress(psycopg.OperationalError):
            while True:
                held.append(psycopg.connect(site.postgres.url("postgres")))
        site.kill("web")  # the next one has none yet
        time.sleep(30)
        for connection in held:
            connection.close()

    return Faults([window(take)])


def clock_jumped(site: Site) -> Faults:
    """Forward and back again, then backward and forward again, of web server and workers; PostgreSQL's stays."""
    faults = Faults()

    def jump(ahead: float) -> None:
        Path(site.environment["CLOCK_AHEAD"]).write_text(str(ahead))
        time.sleep(30)
        Path(site.environment["CLOCK_AHEAD"]).write_text("0")

    for ahead in (AHEAD, -AHEAD):
        faults.windows.append(window(lambda ahead=ahead: jump(ahead)))
        time.sleep(PAUSE)
    return faults


def smtp_puts_off(site: Site) -> Faults:
    """Each mail is answered by 451, as of somebody who is not known yet."""

    def put_off() -> None:
        site.mailbox.later = True
        time.sleep(30)
        site.mailbox.later = False

    return Faults([window(put_off)])


def smtp_down(site: Site) -> Faults:
    def away() -> None:
        site.take_no_mail()
        time.sleep(30)
        site.take_mail()

    return Faults([window(away)])


def smtp_slow(site: Site) -> Faults:
    def slow() -> None:
        site.mailbox.seconds = 2
        time.sleep(30)
        site.mailbox.seconds = 0

    return Faults([window(slow)])


def disk_full(site: Site) -> Faults:
    """Not one byte is left for files, database and temporary files, while pictures are uploaded. Then there is room."""
    if not site.own_disk:
        pytest.skip("only who may mount has a disk to fill")

    def fill() -> None:
        with uploads.filled(site):
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline:
                time.sleep(0.5)
        site.postgres.start()  # a service manager does, where it ended

    with uploads.going_on(site) as sent:
        time.sleep(PAUSE)
        found = Faults([window(fill)])
        ready(site)
        time.sleep(PAUSE)
    lost, left = uploads.lost_and_left(site, sent)
    found.others = [f"picture {key} is lost" for key in lost] + [f"{name} is nobody's" for name in left]
    return found


CASES = [
    web_killed, worker_killed, postgres_restarted, postgres_frozen, postgres_away, connections_cut, connections_taken,
    clock_jumped, smtp_down, smtp_slow, smtp_puts_off, disk_full,
]  # fmt: skip
OUTAGES = {postgres_restarted, postgres_frozen, postgres_away, connections_cut, connections_taken, disk_full}


def attacked(site: Site, case: Callable[[Site], Faults]) -> Report:
    """Let people come while `case` happens, until each has what they came for."""
    ready(site)
    quiet(site)
    site.mailbox.accepted.clear()
    site.mailbox.accepted_at.clear()
    site.query("DELETE FROM mail_message WHERE state IN ('uncertain', 'handing_over')")
    stream = Stream(site)
    first = CASES.index(case) * 1000
    stream.begin(first=first, tokens=site.prepare(first))  # each from an address of their own
    time.sleep(PAUSE)
    try:
        faults = case(site)
        time.sleep(2 * PAUSE)
    finally:
        stream.end()
    quiet(site)
    return report(stream, faults)


@pytest.mark.skipif(not LONG, reason="only in make attack")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_nothing_acknowledged_is_lost_or_doubled(site: Site, case: Callable[[Site], Faults]):
    found = attacked(site, case)

    print(f"\n{found.row(case.__name__)}\n{found}")
    assert (found.lost, found.doubled) == ([], [])
    assert (found.undelivered, found.others, found.told_wrongly) == ([], [], [])
    assert found.refused == 0
    assert found.late < WITHIN
    assert found.told == 0 or case in OUTAGES


@pytest.mark.skipif(not LONG, reason="only in make attack")
def test_nobody_is_refused_while_the_web_server_is_reloaded_stopped_and_started(site: Site, tmp_path: Path):
    """Pages that no memory keeps, and forms, through the nginx of packaging/, six a second for a minute and more."""
    site.environment["TRUSTED_PROXIES"] = "2"  # a visitor's own address stands for an outer one
    site.restart("web")
    plain, secure = free_port(), free_port()
    command = nginx(tmp_path, site.port, plain, secure)
    told = tmp_path / "nginx.conf"
    told.write_text(told.read_text().replace("Host $host;", "Host $http_host;"))  # this site's address has a port
    try:
        with running(tmp_path, command, [plain, secure]):
            stream = Stream(site, through=secure)
            ready(site, stream)
            stream.asked.clear()
            stream.begin(first=20_000)
            faults = Faults([window(lambda act=act: act("web")) for act in (site.reload, site.restart, site.restart)])
            stream.end()
        quiet(site)
    finally:
        site.environment["TRUSTED_PROXIES"] = "1"
        site.restart("web")

    found = report(stream, faults)
    print(f"\n{found.row('web server reloaded and started anew')}\n{found}")
    assert {asked.outcome for asked in stream.asked} <= {"200", "302"}
    assert (found.lost, found.doubled, found.undelivered) == ([], [], [])


@pytest.mark.skipif(not LONG, reason="only in make attack")
def test_what_a_backup_has_is_there_after_a_restore_and_nothing_is_mailed_twice(site: Site):
    """The last one here: the site stands on the restored database from then on. What came after the backup is lost."""
    key, made = site.folder / "key", site.folder / "backups"
    site.environment["BACKUP_RECIPIENTS"] = site.manage("backup_key", str(key)).strip()
    quiet(site)
    site.mailbox.accepted.clear()
    site.mailbox.accepted_at.clear()
    stream = Stream(site, patience=60)
    stream.begin(first=30_000)
    time.sleep(3 * PAUSE)
    backup, _made = window(lambda: site.manage("backup", str(made)))
    time.sleep(2 * PAUSE)
    faults = Faults([window(lambda: site.restore(next(made.glob("*.age")), key))])
    ready(site)
    time.sleep(3 * PAUSE)
    stream.end()
    quiet(site)

    found = report(stream, faults)
    before = {person.email for person in stream.people if person.registered and person.registered < backup}
    since = [person for person in stream.people if person.began > faults.ended]
    print(f"\n{found.row('restore')}\n{found}\n{len(before)} registered before the backup, {len(since)} came after")
    assert before & set(found.lost) == set()
    assert found.doubled == []
    assert [person.email for person in since if not person.registered] == []
    assert (found.refused, found.told) == (0, 0)
