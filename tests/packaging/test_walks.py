"""The pages of both ways, walked: what stands in them is typed into an empty Debian, until somebody is registered.

The Debian is one of debootstrap in namespaces of its own, where systemd is the first process. That of the server uses
the network of this machine, so ports 80, 443 and 8000 must be free; that of containers has its own, which pasta leads
out. It needs root, minutes, and packages of Debian and Python.

No registry of images is asked: what it would send stands in the Debian before the page is typed, under the names that
the page and compose.yaml use. The stand-ins of `python:3.13-slim`, `postgres:17` and `caddy:2` are this machine's
Debian with Python, with PostgreSQL or with Caddy, and start as those images do; see STAND_INS.
"""

import json
import os
import pty
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
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
from tests.packaging.test_built import (  # noqa: F401  # a fixture
    BASE,
    BOUND,
    LIMITS,
    PROGRAMS,
    alone,
    bare,
    eventually,
    pip_settings,
    run,
)
from tests.packaging.test_built import (
    debian as debian_as_image,
)

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(not LONG or os.getuid() != 0, reason="an installation is for `make attack`, as root"),
]
LONGEST = 30  # minutes: what the pages promise
REQUESTS = 300
THIS_MACHINE = "203.0.113.1"  # how a Debian with a network of its own names our loopback: one of RFC 5737, nobody's
SERVICES = ("web", "worker", "mailer", "editions", "backup", "database", "proxy")
IMAGES = {"python": "3.13-slim", "postgres": "17", "caddy": "2"}
# As the images of those names: PostgreSQL makes its database with a server that a socket alone reaches. Caddy is older
# than compose asks for, and is told of buffers in its own words, as `coalition setup` does on a server.
STAND_INS = r"""
FROM python:3.13-slim AS postgres
RUN mkdir /etc/postgresql-common && echo create_main_cluster=false >/etc/postgresql-common/createcluster.conf
RUN apt-get update && apt-get install -y --no-install-recommends postgresql && ln -s /usr/lib/postgresql/* /postgresql
ENV PATH=/postgresql/bin:/usr/sbin:/usr/bin LANG=C.UTF-8
COPY --chmod=755 <<'ENTRY' /entry
#!/bin/sh -eu
cd /
if [ "$(id -u)" = 0 ]; then
	mkdir -p "$PGDATA"
	chown -R postgres "$PGDATA" /run/postgresql
	exec setpriv --reuid=postgres --regid=postgres --init-groups "$0"
fi
if [ ! -e "$PGDATA/PG_VERSION" ]; then
	initdb --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" --auth-host=scram-sha-256 "$PGDATA"
	echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
	pg_ctl --pgdata="$PGDATA" --options="-c listen_addresses=''" --wait start
	createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
	pg_ctl --pgdata="$PGDATA" --wait stop
fi
exec postgres -D "$PGDATA" -c 'listen_addresses=*'
ENTRY
ENTRYPOINT ["/entry"]
STOPSIGNAL SIGINT

FROM python:3.13-slim AS caddy
RUN apt-get update && apt-get install -y --no-install-recommends caddy
ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
COPY --chmod=755 <<'ENTRY' /entry
#!/bin/sh -eu
sed 's/request_buffers \(.*\)/buffer_requests\n\t\tmax_buffer_size \1/; s/response_buffers .*/buffer_responses/' \
	/etc/caddy/Caddyfile >/tmp/Caddyfile
exec caddy run --config /tmp/Caddyfile --adapter caddyfile
ENTRY
ENTRYPOINT ["/entry"]
"""
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
ln -s /proc/self/fd dev/fd; hostname installed; pivot_root . mnt; cd /; umount --lazy mnt
exec env -i PATH=/usr/sbin:/usr/bin container=walk /lib/systemd/systemd --system' sh $1 $2
"""


class Machine:
    """A Debian in which somebody types."""

    def __init__(self, pid: int) -> None:
        names = ("--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup", "--root", "--wdns=/root")
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
def machine(
    folder: Path, network: str = "/proc/self/ns/net", more: Callable[[Path], None] = lambda root: None
) -> Iterator[Machine]:
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
    more(root)
    cgroup = cgroups() / f"walk{os.getpid()}"
    cgroup.mkdir()
    with subprocess.Popen(
        ["nsenter", f"--net={network}", "sh", "-c", BOOT, "sh", root, cgroup], stdout=subprocess.DEVNULL
    ) as first:
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
            first.wait()
            eventually(lambda: cgroup_is_gone(cgroup))
            shutil.rmtree(root)


@contextmanager
def own_network(folder: Path, port: int) -> Iterator[str]:
    """Make a network where nothing listens yet; `port` of this machine leads to its port 443."""
    place = folder / "network"
    place.touch()
    run("unshare", f"--net={place}", "true")
    try:
        ways = ["--tcp-ports", f"127.0.0.1/{port}:443", "--udp-ports", "none", "--tcp-ns", "none", "--udp-ns", "none"]
        ways += ["--map-host-loopback", THIS_MACHINE, "--netns-only", "--netns", str(place)]
        with subprocess.Popen(["pasta", "--config-net", "--foreground", "--quiet", "--runas", "0:0", *ways]) as pasta:
            try:
                yield str(place)
            finally:
                pasta.kill()
    finally:
        run("umount", str(place))


def with_images(root: Path) -> None:
    """Put into the Debian at `root` what a registry would send, and what its podman may ask of this machine."""
    folder = root.parent
    own = ["--root", str(root / "srv/images"), "--runroot", str(folder / "run"), "--storage-driver", "overlay"]
    bounds = [f"{name}={resource.getrlimit(limit)[1]}" for name, limit in LIMITS.items()]
    debian_as_image(folder / "python", own)
    run("buildah", *own, "tag", BASE, f"docker.io/library/python:{IMAGES['python']}")
    (folder / "Containerfile").write_text(STAND_INS)
    options = [
        "--isolation",
        "chroot",
        "--network",
        "host",
        "--pull=never",
        *BOUND,
        "--file",
        f"{folder}/Containerfile",
    ]
    for name in ("postgres", "caddy"):
        tagged = ["--target", name, "--tag", f"docker.io/library/{name}:{IMAGES[name]}"]
        run("buildah", *own, "build", *options, *tagged, str(folder / "python/srv"))
    shutil.rmtree(folder / "python")
    places = ["/etc/pip.conf", "/etc/ssl/certs/ca-certificates.crt", *pip_settings()[1]]
    volumes = [f"{place}:{place}:ro" for place in dict.fromkeys(places)]
    for name, lines in {
        "storage.conf": '[storage]\ndriver = "overlay"\nrunroot = "/run/containers/storage"\n'
        'graphroot = "/var/lib/containers/storage"\n[storage.options]\nadditionalimagestores = ["/srv/images"]\n',
        "containers.conf.d/walk.conf": f"[containers]\ndefault_ulimits = {json.dumps(bounds)}\n"
        f"pids_limit = 0\nvolumes = {json.dumps(volumes)}\n",
    }.items():
        place = root / "etc/containers" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(lines)


def cgroups() -> Path:
    """Return where this machine has its groups of processes of the second kind."""
    mounted = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines() if " cgroup2 " in line]
    return Path(mounted[0])


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
    if "cpu" not in (cgroups() / "cgroup.controllers").read_text().split():  # processors are shared out elsewhere here
        blocks = blocks.replace(
            "&& cd /opt/coalition\n", "&& cd /opt/coalition\nsed -i /cpu_shares/d packaging/compose.yaml\n"
        )
    answers = {
        "The address of the site": "https://localhost", "The mail server": mail, "Your address": "me@town.example",
        "The database": "", "The folder for backups": "", "Username": "keeper", "Email": "me@town.example",
        "Password": "a-walk-of-one-morning",
    }  # fmt: skip
    debian.type(blocks.replace("<the project>", "/srv/project.git").replace("NAME", "keeper"), answers | typed)


def visit(debian: Machine, mailbox: Mailbox, door: int = 443) -> None:
    """Register somebody through the proxy, then ask on while the site is twice started anew."""
    debian.run("coalition", "shell", "-c", (ROOT / "benchmarks/seed.py").read_text() + "\nseed_contended(50)")
    visitors = Stream(SimpleNamespace(port=door, mailbox=mailbox), through=door, host="localhost")  # type: ignore[arg-type]
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
def letters() -> Iterator[tuple[Mailbox, int]]:
    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield mailbox, server.port
    finally:
        server.stop()


def test_the_page_of_a_server_leads_to_a_first_registration(tmp_path: Path) -> None:
    with letters() as (mailbox, port), machine(tmp_path) as debian:
        began = time.monotonic()
        walk(debian, "server.md", f"smtp://127.0.0.1:{port}?tls=no")
        visit(debian, mailbox)
        minutes = (time.monotonic() - began) / 60
        print(f"docs/server.md: {minutes:.1f} minutes", file=sys.stderr)
    assert minutes < LONGEST


def test_the_page_of_containers_leads_to_a_first_registration(tmp_path: Path) -> None:
    if missing := [name for name in (*PROGRAMS, "pasta") if shutil.which(name) is None]:
        raise RuntimeError(f"This test needs {' and '.join(missing)}: .ci/programs installs them.")
    door = free_port()
    with (
        letters() as (mailbox, port),
        own_network(tmp_path, door) as network,
        machine(tmp_path, network, with_images) as debian,
    ):
        began = time.time()
        walk(debian, "containers.md", f"smtp://{THIS_MACHINE}:{port}?tls=no")
        visit(debian, mailbox, door)
        minutes = (time.time() - began) / 60
        stood = float(debian.run("podman", "image", "inspect", "coalition", "--format", "{{.Created.Unix}}"))
        print(
            f"docs/containers.md: {minutes:.1f} minutes, the image stood after {(stood - began) / 60:.1f}",
            file=sys.stderr,
        )
        look_for_secrets(debian)
        look_for_backups(debian)
    assert minutes < LONGEST


def look_for_secrets(debian: Machine) -> None:
    """No secret that the services read from a file is among what podman tells of their containers."""
    names = debian.run("ls", "/opt/coalition/packaging/secrets").split()
    assert names == ["DATABASE_PASSWORD", "DATABASE_URL", "EMAIL_URL", "HEALTH_TOKEN"]
    told = debian.run("sh", "-c", "podman inspect $(podman ps --all --quiet)")
    assert {container["Name"] for container in json.loads(told)} == {f"coalition_{name}_1" for name in SERVICES}
    for name in names:
        assert debian.run("cat", f"/opt/coalition/packaging/secrets/{name}").strip() not in told, name


def look_for_backups(debian: Machine) -> None:
    """The service has made one; the newest stay, as many as are told."""
    debian.run("podman", "stop", "--time", "120", "coalition_backup_1")  # it finishes what it is at
    made = debian.run("ls", "/var/backups/coalition").split()
    assert {name.rpartition(".")[2] for name in made} == {"age"}, made
    debian.run("coalition", "backup", "--keep", "1")
    (newest,) = debian.run("ls", "/var/backups/coalition").split()
    assert newest > max(made)
