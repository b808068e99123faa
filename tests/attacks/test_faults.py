"""What happens to people who register and sign, and to a newsletter on its way, while a part of the installation is
killed, frozen, slow, full, away or at another time.

Everything is real: gunicorn and production settings, the workers of the units of systemd, a PostgreSQL of its own,
an SMTP server on loopback. docs/measurements.md has the figures of a run: `ATTACK=long pytest -s` of this file.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from coalition.stack import free_port

from .faults.people import PATIENCE, Stream
from .faults.report import WAITING, Faults, Report, report
from .faults.site import RESTART_SEC, WORKERS, Site, running_site
from .measuring import LONG
from .proxy_programs import packaged_nginx, program

TIMES = 5
AHEAD = 90.0  # seconds by which a clock jumps
PAUSE = 4.0  # seconds between two faults, and before the first and after the last
# Seconds after a fault in which each mail has come: a lease of two minutes, and the worker's next minute.
WITHIN = 200.0


@pytest.fixture(scope="module")
def site(django_db_setup: None) -> Iterator[Site]:
    with running_site() as running:
        yield running


def answered(site: Site, status: str = "200", probe: Stream | None = None) -> None:
    """Wait until a page that no memory keeps is answered so."""
    probe, deadline = probe or Stream(site), time.monotonic() + PATIENCE
    while (found := probe.ask("GET", "/en/search/?q=a", 0)[0]) != status:
        assert time.monotonic() < deadline, found
        time.sleep(0.1)


def settled(site: Site) -> None:
    """Wait until whoever waited is answered: a page comes at once again, or at least three have come."""
    for _page in range(3):
        time.sleep(PAUSE)
        began, ended = window(lambda: answered(site))
        if ended - began < 1:
            return


def quiet(site: Site) -> None:
    """Wait until no mail is owed, or for so long."""
    deadline = time.monotonic() + PATIENCE
    while site.query(WAITING) != [(0,)] and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(PAUSE)  # for what is being handed over


def window(act: Callable[[], object]) -> tuple[float, float]:
    began = time.monotonic()
    act()
    return began, time.monotonic()


# Each fault begins with its block and is over with it. Of several each has its number.
def web_killed(site: Site, _number: int) -> Iterator[None]:
    """The whole web server, with each of its processes; the service manager starts the next one."""
    site.kill("web")
    yield


def worker_killed(site: Site, number: int) -> Iterator[None]:
    site.kill(list(WORKERS)[number % 3])
    yield


def postgres_restarted(site: Site, number: int) -> Iterator[None]:
    """As by systemd, and each second time as by the loss of power."""
    site.postgres.end(at_once=bool(number % 2))
    yield
    site.postgres.start()


def postgres_frozen(site: Site, _number: int) -> Iterator[None]:
    with site.postgres.frozen():
        yield


def postgres_away(site: Site, _number: int) -> Iterator[None]:
    """For minutes. The workers wait for it, or end and are started anew: nobody needs to do that."""
    site.postgres.end(at_once=False)
    yield
    site.postgres.start()


def connections_cut(site: Site, _number: int) -> Iterator[None]:
    """Every connection to the database at once, as by a firewall that forgets them."""
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    site.query(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608
    yield


def connections_taken(site: Site, _number: int) -> Iterator[None]:
    """Others hold every connection that PostgreSQL has, and a web server and a worker that start anew get none."""
    site.kill("web")
    site.kill("worker")
    time.sleep(RESTART_SEC / 2)  # theirs are free, and not taken again
    with ExitStack() as held:
        with suppress(psycopg.OperationalError):
            while True:
                held.enter_context(closing(psycopg.connect(site.postgres.url("postgres"))))
        answered(site, "503")
        yield


def clock_jumped(site: Site, number: int) -> Iterator[None]:
    """Forward and back again, then backward and forward again, of web server and workers; PostgreSQL's stays."""
    Path(site.environment["CLOCK_AHEAD"]).write_text(str(-AHEAD if number else AHEAD))
    yield
    Path(site.environment["CLOCK_AHEAD"]).write_text("0")


def smtp_puts_off(site: Site, _number: int) -> Iterator[None]:
    """Each mail is answered by 451, as of somebody who is not known yet."""
    site.mailbox.later = True
    yield
    site.mailbox.later = False


def smtp_down(site: Site, _number: int) -> Iterator[None]:
    site.take_no_mail()
    yield
    site.take_mail()


def smtp_slow(site: Site, _number: int) -> Iterator[None]:
    site.mailbox.seconds = 2
    yield
    site.mailbox.seconds = 0


def disk_full(site: Site, _number: int) -> Iterator[None]:
    """Not one byte is left for files, database and temporary files. Then there is room."""
    filler = site.folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 1):
            with suppress(OSError):
                while file.write(b"\0" * size):
                    pass
    yield
    filler.unlink()
    site.postgres.start()  # a service manager does, where it ended


@dataclass(frozen=True)
class Case:
    """A fault that happens so many times and lasts for so many seconds."""

    fault: Callable[[Site, int], Iterator[None]]
    times: int = 1
    lasts: float = 30
    outage: bool = False  # people are told to come again meanwhile

    def happen(self, site: Site) -> Faults:
        """Let it happen, each time until it is over."""
        faults = Faults()
        for number in range(self.times):
            began = time.monotonic()
            with contextmanager(self.fault)(site, number):
                time.sleep(self.lasts)
            faults.windows.append((began, time.monotonic()))
            settled(site)
        return faults


CASES = [
    Case(web_killed, TIMES, 0), Case(worker_killed, TIMES, 0), Case(postgres_restarted, TIMES, 0, outage=True),
    Case(postgres_frozen, outage=True), Case(postgres_away, lasts=150, outage=True),
    Case(connections_cut, TIMES, 0, outage=True), Case(connections_taken, outage=True), Case(clock_jumped, 2),
    Case(smtp_down), Case(smtp_slow), Case(smtp_puts_off), Case(disk_full, outage=True),
]  # fmt: skip


def attacked(site: Site, case: Case) -> Report:
    """Let people come while `case` happens, until each has what they came for."""
    answered(site)
    quiet(site)
    site.mailbox.accepted.clear()
    site.mailbox.accepted_at.clear()
    site.query("DELETE FROM mail_message WHERE state IN ('uncertain', 'handing_over')")
    stream = Stream(site)
    first = CASES.index(case) * 1000
    stream.begin(first=first, tokens=site.prepare(first))  # each from an address of their own
    time.sleep(PAUSE)
    try:
        faults = case.happen(site)
        time.sleep(2 * PAUSE)
    finally:
        stream.end()
    quiet(site)
    return report(stream, faults)


@pytest.mark.skipif(not LONG, reason="only in make attack")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.fault.__name__)
def test_nothing_acknowledged_is_lost_or_doubled(site: Site, case: Case):
    if case.fault is disk_full and not site.own_disk:
        pytest.skip("only who may mount has a disk to fill")
    found = attacked(site, case)

    print(f"\n{found.row(case.fault.__name__)}\n{found}")
    assert (found.lost, found.doubled) == ([], [])
    assert (found.undelivered, found.others, found.told_wrongly) == ([], [], [])
    assert found.refused == 0
    assert found.late < WITHIN
    assert found.told == 0 or case.outage


@pytest.mark.skipif(not LONG, reason="only in make attack")
def test_nobody_is_refused_while_the_web_server_is_reloaded_stopped_and_started(site: Site, tmp_path: Path):
    """Pages that no memory keeps, and forms, through the nginx of packaging/, six a second for a minute and more."""
    site.environment["TRUSTED_PROXIES"] = "2"  # a visitor's own address stands for an outer one
    site.restart("web")
    plain, secure = free_port(), free_port()
    command = packaged_nginx(tmp_path, site.port, plain, secure, told_port=True)
    try:
        with program(tmp_path, command, [plain, secure]):
            stream = Stream(site, through=secure)
            answered(site, probe=stream)
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
