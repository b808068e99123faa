"""The page of a server, walked: what stands in it is typed into an empty Debian, until somebody is registered.

The Debian is one of debootstrap in namespaces of its own, where systemd is the first process; it uses the network of
this machine, so ports 80, 443 and 8000 must be free. It needs root, minutes, and packages of Debian and Python.
"""

import os
import pty
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from coalition.stack import ROOT, free_port
from tests.attacks.faults.people import Person, Stream
from tests.attacks.faults.site import EVENT
from tests.attacks.measuring import LONG
from tests.installation import Mailbox
from tests.packaging.test_built import alone, bare, eventually, pip_settings, run  # noqa: F401  # a fixture

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(not LONG or os.getuid() != 0, reason="an installation is for `make attack`, as root"),
]
LONGEST = 30  # minutes: what the pages promise
REQUESTS = 300
BOOT = """
echo 0 >$2/cgroup.procs
exec unshare --mount --pid --fork --kill-child --uts --ipc --cgroup --propagation private sh -ec '
mount --bind $1 $1; cd $1; mount -t proc proc proc
mount -t sysfs -o ro sysfs sys; mount -t cgroup2 cgroup2 sys/fs/cgroup
for place in run tmp dev; do mount -t tmpfs tmpfs $place; done; chmod 755 dev; mkdir dev/pts dev/shm
for name in null zero full random urandom tty; do
    touch dev/$name; mount --bind /dev/$name dev/$name
done
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts; ln -s pts/ptmx dev/ptmx; mount -t tmpfs tmpfs dev/shm
ln -s /proc/self/fd dev/fd; hostname installed
exec env -i PATH=/usr/sbin:/usr/bin container=walk chroot . /lib/systemd/systemd --system' sh $1 $2
"""


class Machine:
    """A Debian in which somebody types."""

    def __init__(self, pid: int) -> None:
        names = ("--mount", "--pid", "--uts", "--ipc", "--cgroup", "--root", "--wdns=/root")
        where = ["nsenter", "--target", str(pid), *names]
        self.enter = [*where, "env", "-i", "HOME=/root", "TERM=dumb", "LANG=C.UTF-8", f"PATH={os.environ['PATH']}"]
        self.enter += ["DEBIAN_FRONTEND=noninteractive", "sh", "-ec"]

    def run(self, *words: str) -> str:
        return run(*self.enter, 'exec "$@"', "sh", *words)

    def type(self, commands: str, answers: dict[str, str]) -> None:
        """Run `commands` at a terminal, and type the answer to each question as it is asked."""
        terminal, own = pty.openpty()
        process = subprocess.Popen([*self.enter, commands], stdin=own, stdout=own, stderr=own, start_new_session=True)
        os.close(own)
        said, unanswered = "", 0
        while True:
            try:
                said += os.read(terminal, 65536).decode(errors="replace")
            except OSError:  # all have closed it
                break
            for question, answer in answers.items():
                if re.search(rf"{question}[^\n]*: ?$", said[unanswered:]):
                    os.write(terminal, f"{answer}\n".encode())
                    unanswered = len(said)
        os.close(terminal)
        print(said)
        assert process.wait() == 0, said[-3000:]


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """Boot an empty Debian that finds packages where this machine finds them, and the project in /srv."""
    root = folder / "root"
    bare(root, "systemd-sysv,dbus,ca-certificates")
    shutil.copy("/etc/resolv.conf", root / "etc")
    authorities = "usr/local/share/ca-certificates"
    shutil.copytree(f"/{authorities}", root / authorities, dirs_exist_ok=True)
    (root / "etc/apt/apt.conf.d/90walk").write_text('APT::Get::Assume-Yes "true"; Acquire::Check-Valid-Until "false";')
    lines, places = pip_settings()
    (root / "etc/pip.conf").write_text(lines)
    for place in (place for place in places if not (root / place.lstrip("/")).exists()):
        (root / place.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
        run("cp", "-a", place, str(root / place.lstrip("/")))
    run("git", "clone", "--quiet", "--bare", str(ROOT), str(root / "srv/project.git"))
    mounted = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines() if " cgroup2 " in line]
    cgroup = Path(mounted[0], f"walk{os.getpid()}")
    cgroup.mkdir()
    with subprocess.Popen(["sh", "-c", BOOT, "sh", str(root), str(cgroup)], stdout=subprocess.DEVNULL) as first:
        try:
            children = Path(f"/proc/{first.pid}/task/{first.pid}/children")
            while not children.read_text().strip() or not (root / "etc/machine-id").exists():
                assert first.poll() is None
                time.sleep(1)
            booted = Machine(int(children.read_text()))
            booted.run("sh", "-c", "until systemctl list-units >/dev/null 2>&1; do sleep 1; done")
            booted.run("update-ca-certificates")
            booted.run("apt-get", "update")
            yield booted
        finally:
            first.kill()
    eventually(lambda: cgroup_is_gone(cgroup))
    shutil.rmtree(root)


def cgroup_is_gone(cgroup: Path) -> bool:
    """Remove `cgroup` from below; it cannot be while one of its processes ends."""
    folders = sorted((path for path in cgroup.rglob("*") if path.is_dir()), reverse=True)
    with suppress(OSError):
        for place in [*folders, cgroup]:
            place.rmdir()
    return not cgroup.exists()


def walk(debian: Machine, page: str, mail: str, **typed: str) -> None:
    """Type the page's blocks up to where the site runs."""
    text = (ROOT / "docs" / page).read_text().partition("\n## Install it")
    blocks = "".join(re.findall(r"^```\n(.*?)^```", text[0] + text[2].partition("\n## ")[0], re.MULTILINE | re.DOTALL))
    answers = {
        "The address of the site": "https://localhost", "The mail server": mail, "Your address": "me@town.example",
        "The database": "", "The folder for backups": "", "Username": "keeper", "Email": "me@town.example",
        "Password": "a-walk-of-one-morning",
    }  # fmt: skip
    debian.type(blocks.replace("<the project>", "/srv/project.git").replace("NAME", "keeper"), answers | typed)


def visit(debian: Machine, mailbox: Mailbox) -> None:
    """Register somebody through the proxy, then ask on while the site is twice started anew."""
    debian.run("coalition", "shell", "-c", (ROOT / "benchmarks/seed.py").read_text() + "\nseed_contended(50)")
    visitors = Stream(SimpleNamespace(port=443, mailbox=mailbox), through=443, host="localhost")  # type: ignore[arg-type]
    person = Person(1)
    visitors.register(person)
    assert person.registered, visitors.asked

    visitors.asked.clear()
    with ThreadPoolExecutor(9) as pool:
        began = time.monotonic()
        restarts = pool.submit(lambda: [debian.run("coalition", "restart") for _time in range(2)])
        asked: list[Any] = []
        while len(asked) < REQUESTS or not restarts.done():
            path = ("/en/", f"/en/events/{EVENT}/register/")[len(asked) % 2]
            asked.append(pool.submit(visitors.ask, "GET", path, len(asked)))
            time.sleep(0.2)
        restarts.result()
    outcomes = Counter(answer.result()[0] for answer in asked)
    print(f"{outcomes} while it was twice started anew in {time.monotonic() - began:.0f} s")
    assert outcomes == {"200": len(asked)}


@contextmanager
def letters(host: str) -> Iterator[tuple[Mailbox, int]]:
    mailbox = Mailbox()
    server = Controller(mailbox, hostname=host, port=free_port())
    server.start()
    try:
        yield mailbox, server.port
    finally:
        server.stop()


def test_the_page_of_a_server_leads_to_a_first_registration(tmp_path: Path) -> None:
    with letters("127.0.0.1") as (mailbox, port), machine(tmp_path) as debian:
        began = time.monotonic()
        walk(debian, "server.md", f"smtp://127.0.0.1:{port}?tls=no")
        visit(debian, mailbox)
        minutes = (time.monotonic() - began) / 60
        print(f"docs/server.md: {minutes:.1f} minutes", file=sys.stderr)
    assert minutes < LONGEST
