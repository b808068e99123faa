"""The image, built from a bare Debian and started as compose starts it; it takes minutes, so it is for `make attack`.

Debian's own programs make it: debootstrap the root, buildah the image, podman and runc the container. They need root.
"""

import ensurepip
import fcntl
import json
import os
import resource
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from coalition.stack import ROOT
from tests.attacks.measuring import LONG
from tests.databases import create, drop, migrated
from tests.pooler import transaction_pooler
from tests.production import PROXIED, environment

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(not LONG or os.getuid() != 0, reason="an image is for `make attack`, as root"),
]
PROGRAMS = ("debootstrap", "buildah", "podman", "runc")
# What an official slim image of Debian leaves out.
LEFTOVERS = ("var/cache/apt/archives", "var/lib/apt/lists", "usr/share/doc", "usr/share/locale", "usr/share/man")
BASE, IMAGE = "localhost/python-of-debian", "localhost/coalition"
PORT = 8000  # that of the recipe
LARGEST = 700  # MB, its layers unpacked
PATIENCE = 120  # seconds; they only end a hang
LIMITS = {"nofile": resource.RLIMIT_NOFILE, "nproc": resource.RLIMIT_NPROC}  # where nobody may ask for more
BOUND = [word for name, limit in LIMITS.items() for word in ("--ulimit", f"{name}={resource.getrlimit(limit)[1]}")]

Run = Callable[..., str]


def run(*words: str, says: int = 0, more: dict[str, str] | None = None) -> str:
    """Run a program that is to end with `says`, with `more` variables; return what it printed."""
    around = {**os.environ, **(more or {})}
    done = subprocess.run(words, cwd=ROOT, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == says, f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module", autouse=True)
def alone() -> Iterator[None]:
    """Wait until no other process of the tests needs the same ports of this machine."""
    with Path(tempfile.gettempdir(), "coalition-ports").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """What buildah and podman are told of images of this run alone; the site's image is among them."""
    if missing := [name for name in PROGRAMS if shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") is None]:
        raise RuntimeError(f"This test needs {' and '.join(missing)}: .ci/programs installs them.")
    folder = tmp_path_factory.mktemp("images")
    own = ["--root", str(folder / "images"), "--runroot", str(folder / "run"), "--storage-driver", "overlay"]
    try:
        debian(folder / "root", own)
        build(folder, own)
        yield own
    finally:
        run("buildah", *own, "rm", "--all")
        run("buildah", *own, "rmi", "--all", "--force")
        shutil.rmtree(folder)


def bare(root: Path, packages: str) -> None:
    """Make at `root` this machine's Debian with `packages` alone."""
    suite = next(line for line in Path("/etc/os-release").read_text().split() if line.startswith("VERSION_CODENAME="))
    run("debootstrap", "--variant=minbase", f"--include={packages}", suite.partition("=")[2], str(root))


def debian(root: Path, own: list[str]) -> None:
    """Make the image on which the site's is built: this machine's Debian with Python alone."""
    bare(root, "python3,python3-venv,ca-certificates")
    (root / "usr/bin/python").symlink_to("python3")
    for leftover in (
        "var/cache/apt/archives",
        "var/lib/apt/lists",
        "usr/share/doc",
        "usr/share/locale",
        "usr/share/man",
    ):
        for path in (root / leftover).iterdir():  # as an official slim image has none
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    container = run("buildah", *own, "from", "scratch").strip()
    run("buildah", *own, "add", "--quiet", container, str(root), "/")
    run("buildah", *own, "commit", "--quiet", "--rm", container, BASE)


def build(folder: Path, own: list[str]) -> None:
    """Build the recipe of what git knows; pip looks where it looks on this machine."""
    source = folder / "source"
    run("git", "clone", "--quiet", str(ROOT), str(source))
    for name in run("git", "ls-files", "--modified", "--others", "--exclude-standard").splitlines():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, source / name)
    lines, places = pip_settings()
    (folder / "pip.conf").write_text(lines)
    seen = {str(folder / "pip.conf"): "/etc/pip.conf", **{place: place for place in places}}
    volumes = [word for here, there in seen.items() for word in ("--volume", f"{here}:{there}:ro")]
    options = ["--isolation", "chroot", "--network", "host", "--format", "docker", *BOUND, *volumes]
    recipe = ["--build-arg", f"PYTHON_IMAGE={BASE}", "--file", str(source / "packaging" / "Containerfile")]
    run("buildah", *own, "build", *options, *recipe, "--tag", IMAGE, str(source))


def pip_settings() -> tuple[str, list[str]]:
    """Return what this machine tells pip, as lines of a file, and the places that it names."""
    folders = [sysconfig.get_config_var("WHEEL_PKG_DIR"), Path(ensurepip.__file__).with_name("_bundled")]
    wheels = [wheel for folder in folders if folder for wheel in Path(folder).glob("pip-*.whl")]
    told = run(sys.executable, f"{wheels[0]}/pip", "config", "list").splitlines()  # global.timeout='60'
    settings = dict(line.partition(".")[2].lstrip(".").replace("'", "").split("=", 1) for line in told)
    lines = ["[global]", *(f"{name} = {value}" for name, value in settings.items())]
    return "\n".join(lines), [value for value in settings.values() if value.startswith("/")]


@contextmanager
def started(own: list[str], variables: dict[str, str], data: Path) -> Iterator[tuple[Run, str]]:
    """Start the image as compose does; yield what runs podman, and the container's name."""

    def podman(*words: str, says: int = 0) -> str:
        # A key has several lines: it is passed on, for a file of variables cannot hold it.
        own_ways = ["--cgroup-manager", "cgroupfs", "--runtime", "runc"]
        return run("podman", *own, *own_ways, *words, says=says, more=variables)

    confined = ["--read-only", "--tmpfs", "/tmp:mode=1777", "--cap-drop", "all", "--security-opt", "no-new-privileges"]  # noqa: S108
    named = [word for name in variables for word in ("--env", name)]
    volume = ["--volume", f"{data}:/var/lib/coalition"]
    options = ["--detach", "--network", "host", *BOUND, *confined, *named, *volume]
    container = podman("run", *options, IMAGE).strip()
    try:
        yield podman, container
    finally:
        podman("rm", "--force", container)


def eventually(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.5)


def answers(path: str) -> requests.Response | None:
    try:
        return requests.get(f"http://127.0.0.1:{PORT}{path}", headers=PROXIED, timeout=10)
    except requests.ConnectionError:
        return None


def test_it_takes_less_than_700_mb(store: list[str]) -> None:
    (image,) = json.loads(run("buildah", *store, "images", "--json", IMAGE))

    assert float(image["size"].removesuffix(" MB")) < LARGEST, image["size"]


def test_it_serves_the_site_as_nobody_from_a_root_that_cannot_be_written(
    store: list[str], tmp_path: Path, django_db_setup: None
) -> None:
    assert answers("/live/") is None, f"Something answers at port {PORT} already."
    name, data = f"image_{os.getpid()}", tmp_path / "data"
    data.mkdir()
    os.chown(data, 10001, 10001)
    create(name, like=migrated())
    try:
        with transaction_pooler() as pooler:
            variables = environment(name, port=PORT, folder=Path("/var/lib/coalition"))
            variables["DATABASE_URL"] = f"postgresql://postgres@127.0.0.1:{pooler}/{name}"
            with started(store, variables, data) as (podman, container):
                look_at(podman, container)
    finally:
        drop(name)


def look_at(podman: Run, container: str) -> None:
    """Look at the running container: what it answers, who it is, what it may write, how it ends."""
    eventually(lambda: answers("/live/") is not None)
    podman("exec", container, "coalition", "migrate", "--verbosity", "0")
    podman("exec", container, "coalition", "make_site", "--verbosity", "0")
    podman("healthcheck", "run", container)

    page = answers("/en/")
    assert page is not None
    assert (page.status_code, "<h1" in page.text) == (200, True)
    style = next(word for word in page.text.split('"') if word.startswith("/static/") and word.endswith(".css"))
    sheet = answers(style)
    assert sheet is not None
    assert (sheet.status_code, sheet.headers["Content-Type"]) == (200, 'text/css; charset="utf-8"')

    assert podman("exec", container, "id", "-u").strip() == "10001"
    podman("exec", container, "touch", "/srv/coalition/written", says=1)
    podman("exec", container, "touch", "/var/lib/coalition/written")
    assert podman("exec", container, "pg_dump", "--version").startswith("pg_dump (PostgreSQL)")
    podman("exec", container, "coalition", "verify_ledger")

    podman("stop", "--time", "60", container)
    assert podman("inspect", "--format", "{{.State.ExitCode}}", container).strip() == "0"
