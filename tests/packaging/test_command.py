"""`coalition`, the one command of an installation: what it writes, asks, runs and refuses, in a temporary folder."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import get_commands
from dotenv import dotenv_values

from coalition.settings import environment
from coalition.stack import ROOT
from coalition.upgrades.compatibility import version

COMMAND = ROOT / "packaging" / "coalition"
ANSWERS = {
    "address": "https://www.town.example/", "mail": "smtp://me:p%40ss@mail.town.example",
    "operator": "fr:me@town.example", "database": "ours", "backups": "/mnt/backups",
}  # fmt: skip


def coalition(*arguments: object, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *map(str, arguments)], input=typed, capture_output=True, text=True, timeout=60, check=False
    )


def setup(root: Path, kind: str = "systemd", **changed: str) -> subprocess.CompletedProcess[str]:
    told = [word for name, answer in {**ANSWERS, **changed}.items() for word in (f"--{name}", answer)]
    return coalition("setup", "--yes", "--with", kind, "--root", root, *told)


def folder(root: Path, kind: str) -> Path:
    return root / ("etc/coalition" if kind == "systemd" else str(ROOT / "packaging").removeprefix("/"))


@pytest.mark.parametrize("kind", ["systemd", "compose"])
def test_setup_writes_what_an_installation_needs_for_its_owner_alone(tmp_path, kind, monkeypatch):
    done = setup(tmp_path, kind)
    assert done.returncode == 0, done.stderr
    own = folder(tmp_path, kind)
    told = {name: value or "" for name, value in dotenv_values(own / "environment", interpolate=False).items()}
    if kind == "compose":
        secrets = {path.name: path for path in (own / "secrets").iterdir()}
        assert set(secrets) == {"DATABASE_PASSWORD", "DATABASE_URL", "EMAIL_URL", "HEALTH_TOKEN"}
        assert (oct((own / "secrets").stat().st_mode & 0o777), set(secrets) & set(told)) == ("0o700", set())
        named = {f"{name}_FILE": str(path) for name, path in secrets.items()}
        assert environment.telling({**told, **named}) == []
        named["EMAIL_URL_FILE"] += ".gone"
        assert environment.telling({**told, **named}) == ["EMAIL_URL_FILE must name a readable file."]
        told |= {name: path.read_text().strip() for name, path in secrets.items()}
        assert told["DATABASE_URL"] == f"postgresql://coalition:{told['DATABASE_PASSWORD']}@database:5432/coalition"

    assert environment.telling(told) == []
    assert (told["SITE_URL"], told["MAIL_FROM_ADDRESS"]) == ("https://www.town.example", "network@town.example")
    assert (told["BACKUP_FOLDER"], told["OPERATOR_ADDRESS"]) == ("/mnt/backups", "fr:me@town.example")
    assert len(told["HEALTH_TOKEN"]) >= 20
    key = (own / "backup.key").read_text()
    assert f"# public key: {told['BACKUP_RECIPIENTS']}\n" in key
    assert {oct((own / name).stat().st_mode & 0o777) for name in ("environment", "backup.key")} == {"0o600"}
    assert "AGE-SECRET-KEY" in key
    assert "AGE-SECRET-KEY" not in done.stdout + done.stderr


def test_setup_makes_units_a_command_and_a_proxy_and_says_what_it_would_run(tmp_path):
    done = setup(tmp_path)
    units = tmp_path / "etc/systemd/system"

    for path in (ROOT / "packaging/systemd").iterdir():
        assert (units / path.name).read_text() == path.read_text()
    drop_in = (units / "coalition-backup.service.d/backup-folder.conf").read_text()
    assert drop_in == '[Service]\nReadWritePaths=\nReadWritePaths="-/mnt/backups"\n'
    assert "\nhttps://www.town.example {\n" in (tmp_path / "etc/coalition/Caddyfile").read_text()
    assert os.readlink(tmp_path / "usr/local/bin/coalition") == "/opt/coalition/packaging/coalition"
    steps = re.findall(r"^\$ site (\w+)", done.stdout, re.MULTILINE)
    assert steps == ["migrate", "make_site", "collectstatic"]
    assert set(steps) <= set(get_commands())
    assert (tmp_path / "etc/coalition/version").read_text().strip() == version()


def test_what_is_there_is_kept_and_the_rest_is_written_again(tmp_path):
    setup(tmp_path)
    place = tmp_path / "etc/coalition/environment"
    before = place.read_text()
    again = setup(tmp_path, address="https://other.example")

    assert (again.returncode, place.read_text()) == (0, before)
    assert "is kept as it is." in again.stdout


def test_five_questions_are_asked_and_answers_come_from_a_file_too(tmp_path):
    typed = "\n".join(["", "smtp://mail.example", "me@town.example", "", ""]) + "\n"
    asked = coalition("setup", "--with", "systemd", "--root", tmp_path / "one", typed=typed)
    answers = tmp_path / "answers"
    answers.write_text("\n".join(f"{name}={answer}" for name, answer in ANSWERS.items()))  # the last line has no end
    read = coalition("setup", "--yes", "--with", "systemd", "--root", tmp_path / "two", "--answers", answers)

    assert (asked.returncode, asked.stdout.partition("/etc/")[0].count(": ")) == (0, 5), asked.stderr
    assert "SITE_URL=https://www.coalition.example\n" in (tmp_path / "one/etc/coalition/environment").read_text()
    assert read.returncode == 0, read.stderr
    told = dotenv_values(tmp_path / "two/etc/coalition/environment", interpolate=False)
    assert (told["EMAIL_URL"], told["BACKUP_FOLDER"]) == ("smtp://me:p%40ss@mail.town.example", "/mnt/backups")


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("address", "http://town.example"), ("address", "https://town.example/network"), ("mail", "mail.example"),
        ("operator", "me"), ("database", "mysql://here"), ("backups", "here"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_writes_nothing(tmp_path, name, answer):
    done = setup(tmp_path, **{name: answer})

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert list(tmp_path.iterdir()) == []


REASON = r"x.Outage: (535, b'Not accepted.\n5.7.8 See \\033[31m')"  # of two lines, and with a command of terminals


@pytest.fixture
def machine(tmp_path: Path) -> Callable[..., tuple[int, list[str], str]]:
    """An installation by compose, on a machine of which every program only notes what it is asked, and may fail."""
    for name in ("packaging", "pyproject.toml", "CHANGELOG.md"):
        (tmp_path / name).symlink_to(ROOT / name) if name != "packaging" else (tmp_path / name).mkdir()
    shutil.copy(COMMAND, tmp_path / "packaging")
    told = "SITE_URL=https://www.town.example\nMAIL_FROM_ADDRESS=network@town.example\nBACKUP_FOLDER=/\n"
    (tmp_path / "packaging" / "environment").write_text(told)
    (tmp_path / "packaging" / "version").write_text("0.2.9\n")
    programs = tmp_path / "bin"
    programs.mkdir()

    def run(*arguments: str, plan: str = "", **fails: str) -> tuple[int, list[str], str]:
        for name in ("podman", "dig", "curl", "timedatectl"):
            says = {
                "dig": 'echo "v=spf1 v=DMARC1"',
                "timedatectl": "echo yes",
                "podman": f'case "$*" in *--plan) echo "{plan}" ;; esac',
            }.get(name, "")
            why = f"printf '%s\\n' {shlex.quote(REASON)}"
            ends = f'case "$*" in *"{fails[name]}"*) {why}; exit 1 ;; esac' if name in fails else ""
            text = f'#!/bin/sh\necho "{name} $*" >>"{tmp_path}/log"\n{ends}\n{says}\n'
            (programs / name).write_text(text)
            (programs / name).chmod(0o755)
        done = subprocess.run(
            [tmp_path / "packaging" / "coalition", *arguments], capture_output=True, text=True, timeout=60, check=False,
            env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        )  # fmt: skip
        log = (tmp_path / "log").read_text().splitlines() if (tmp_path / "log").exists() else []
        return done.returncode, [line.partition("compose.yaml ")[2] or line for line in log], done.stdout + done.stderr

    return run


RUN = "run --rm --no-deps web coalition"
ROLLED = []
for name in ("web", "worker", "mailer", "editions", "backup"):
    # Two web containers for a while: the old one answers until the new one does.
    ROLLED += ["podman rename coalition_web_1 coalition_web_0"] if name == "web" else []
    ROLLED += [f"podman rm --force --ignore --time 630 coalition_{name}_1"]
    ROLLED += [f"run -d -T --no-deps --name coalition_{name}_1 {name}"]
    ROLLED += ["podman healthcheck run coalition_web_1"] if name == "web" else []
    ROLLED += ["podman rm --force --ignore --time 60 coalition_web_0"]


def test_no_command_of_the_site_runs_before_there_is_an_installation(tmp_path, machine):
    (tmp_path / "packaging" / "environment").unlink()

    assert machine("check") == (1, [], "There is no installation here yet: coalition setup makes one.\n")
    assert machine("help")[2].startswith("coalition setup ")


def test_every_other_command_runs_with_the_settings_of_the_installation(tmp_path, machine):
    (done, log, _said) = machine("mail_after_restore", "drop")

    assert (done, log) == (0, [f"{RUN} mail_after_restore drop"])
    assert f"--env-file {tmp_path}/packaging/environment" in (tmp_path / "log").read_text()


def test_an_upgrade_looks_backs_up_migrates_starts_anew_and_says_what_changed(tmp_path, machine):
    done, log, said = machine("upgrade")

    asked = ["migrate --plan", "backup", "migrate --verbosity 0", "make_site --verbosity 0"]
    assert (done, log) == (0, [f"{RUN} {words}" for words in asked] + ROLLED)
    assert re.search(rf"\nFrom 0\.2\.9 to {re.escape(version())}:\n## Unreleased\n(?:### \w+\n)?- ", said)
    assert "\n### Upgrade notes\n1. " in said
    assert (tmp_path / "packaging" / "version").read_text().strip() == version()


@pytest.mark.parametrize(("fails", "before"), [("migrate --plan", 1), ("backup", 2)])
def test_an_upgrade_that_cannot_be_carried_on_or_backed_up_changes_nothing(tmp_path, machine, fails, before):
    done, log, _said = machine("upgrade", podman=f"coalition {fails}")

    assert (done, len(log)) == (1, before)
    assert (tmp_path / "packaging" / "version").read_text() == "0.2.9\n"


@pytest.mark.parametrize("fails", ["", "run -d"])
def test_an_upgrade_that_visitors_cannot_go_on_through_says_for_how_long_and_closes_the_site(machine, fails):
    plan = "The site is closed meanwhile, for about 3 minutes."
    done, log, said = machine("upgrade", plan=plan, **({"podman": fails} if fails else {}))

    closed = ["migrate --plan", "backup", "", "backup", "migrate --verbosity 0", "make_site --verbosity 0"]
    asked = [f"{RUN} {words}" if words else "stop web worker mailer editions" for words in closed]
    assert (done, log) == (1 if fails else 0, asked + (ROLLED[:3] if fails else ROLLED))
    assert said.splitlines()[0] == plan
    assert ("The site is still closed: " in said) == bool(fails)


def test_a_check_looks_at_settings_mail_tls_disk_and_time(tmp_path, machine):
    done, log, said = machine("check")
    assert (done, log[0]) == (0, f"{RUN} check --deploy --database default")
    assert [line for line in said.splitlines() if "disk" not in line] == [
        "ok: the mail server", "ok: SPF of town.example", "ok: DMARC of town.example",
        "ok: TLS of www.town.example", "ok: time",
    ]  # fmt: skip

    _done, _log, said = machine("check", dig="_dmarc", curl="https", podman="greet")
    assert f"look: the mail server lets nobody in: {REASON.removeprefix('x.Outage: ')} (EMAIL_URL)\n" in said
    assert "look: town.example publishes no DMARC\n" in said
    assert f"look: https://www.town.example does not answer as visitors need it: {REASON}\n" in said

    place = tmp_path / "packaging" / "environment"
    place.write_text(place.read_text().replace("BACKUP_FOLDER=/", "BACKUP_FOLDER=/not/there"))
    done, _log, said = machine("check")
    assert (done, said.splitlines()[-2:]) == (0, ["look: 0 % of the disk of /not/there is free", "ok: time"])


PRIVATE_MOUNTS = """
set -e
for place in etc usr/local/bin var/lib var/backups mnt; do
	[ -d "$0/$place" ] || { mkdir -p "$0/$place" && [ "$place" != etc ] || cp -a /etc/. "$0/etc"; }
	mkdir -p "/$place" && mount --bind "$0/$place" "/$place"
done
exec "$@"
"""
# What a server has, each noted in a log: users and PostgreSQL remember what was made, as the real ones do.
SERVER_PROGRAMS = {
    "id": '[ -e "$made/user" ]',
    "useradd": 'touch "$made/user"',
    "install": 'for place in "$@"; do :; done; mkdir -p "$place"',
    "runuser": """refuse() { echo "it already exists" >&2; exit 1; }
        case "$*" in
        *createuser*) [ ! -e "$made/pg_roles" ] || refuse; touch "$made/pg_roles" ;;
        *createdb*) [ ! -e "$made/pg_database" ] || refuse; touch "$made/pg_database" ;;
        *pg_roles*) [ ! -e "$made/pg_roles" ] || echo 1 ;;
        *pg_database*) [ ! -e "$made/pg_database" ] || echo 1 ;;
        esac""",
    "python": 'case "$*" in *backup_key*) for key in "$@"; do :; done; echo "# public key: age1server" >"$key" ;; esac',
    **dict.fromkeys(("systemctl", "systemd-run", "caddy", "dig", "curl", "timedatectl"), ""),
}


@pytest.fixture
def server(tmp_path: Path) -> Callable[..., tuple[list[str], str]]:
    """Return what runs `coalition` on a server with systemd, in a view of the disk of its own."""
    if os.getuid() != 0:
        pytest.skip("only root has a view of the disk of its own")
    code, made, disk = tmp_path / "code", tmp_path / "made", tmp_path / "disk"
    shutil.copytree(ROOT / "packaging", code / "packaging", ignore=shutil.ignore_patterns("environment", "secrets"))
    for name in ("pyproject.toml", "CHANGELOG.md"):
        (code / name).symlink_to(ROOT / name)
    programs = code / ".venv" / "bin"
    programs.mkdir(parents=True)
    made.mkdir()
    for name, does in SERVER_PROGRAMS.items():
        (programs / name).write_text(f'#!/bin/sh\nmade={made}\necho "{name} $*" >>$made/log\n{does}\n')
        (programs / name).chmod(0o755)

    def run(*arguments: str) -> tuple[list[str], str]:
        (made / "log").write_text("")
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-c", PRIVATE_MOUNTS, disk, code / "packaging" / "coalition", *arguments],
            capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL,
            env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return (made / "log").read_text().splitlines(), done.stdout + done.stderr

    return run


def setup_on(server: Callable[..., tuple[list[str], str]]) -> tuple[list[str], str]:
    told = [word for name, answer in ANSWERS.items() for word in (f"--{name}", answer)]
    return server("setup", "--yes", "--with", "systemd", *told)


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_setup_run_again_changes_nothing_and_says_what_is_there(tmp_path, server):
    first, _said = setup_on(server)
    settings, units = (tmp_path / "disk/etc" / name for name in ("coalition", "systemd/system"))
    before = files_below(settings) | files_below(units)
    again, said = server("setup", "--with", "systemd")  # nothing is asked, either

    making = ("useradd", "install", "runuser -u postgres -- create")
    assert [line.partition(" ")[0] for line in first if line.startswith(making)] == [
        "useradd", "install", "install", "install", "runuser", "runuser",
    ]  # fmt: skip
    assert [line for line in again if line.startswith(making)] == []
    assert files_below(settings) | files_below(units) == before
    assert "already exists" not in said
    for sentence in (
        "/etc/coalition/environment is kept as it is.", "The user coalition is there.",
        "The user coalition of PostgreSQL is there.", "The database coalition is there.",
    ):  # fmt: skip
        assert f"{sentence}\n" in said


@pytest.mark.parametrize("command", ["restart", "check"])
def test_nightly_backup_may_write_to_a_changed_backup_folder(tmp_path, server, command):
    setup_on(server)
    settings = tmp_path / "disk/etc/coalition/environment"
    settings.write_text(settings.read_text().replace("=/mnt/backups", '="/mnt/100% safe"'))
    log, said = server(command)

    unit = tmp_path / "disk/etc/systemd/system/coalition-backup.service.d/backup-folder.conf"
    assert unit.read_text() == '[Service]\nReadWritePaths=\nReadWritePaths="-/mnt/100%% safe"\n'
    assert "The nightly backup may write to /mnt/100% safe.\n" in said
    assert "systemctl daemon-reload" in log
    if command == "restart":
        assert log.index("systemctl daemon-reload") < log.index("systemctl restart coalition-web")
        assert "install -d -o coalition -g coalition -m 0700 /mnt/100% safe" in log
    else:  # by which the folder is written to, as the unit would
        (checked,) = [line for line in log if line.endswith("coalition check --deploy --database default")]
        assert '--property=ReadWritePaths="-/mnt/100% safe" "-/var/lib/erasures" "-/var/lib/coalition"' in checked
        assert "--property=ProtectSystem=strict" in checked
    assert "may write" not in server(command)[1]
