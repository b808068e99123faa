"""Units of systemd and services of compose: every path, variable and command that they name is there."""

import re
import shlex
import shutil
import subprocess
from argparse import ArgumentParser
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands, load_command_class
from gunicorn.config import Config
from procrastinate.contrib.django import app

from coalition.settings.environment import REQUIRED
from coalition.stack import ROOT, WORKERS

PACKAGING = ROOT / "packaging"
UNITS = sorted((PACKAGING / "systemd").iterdir())
COMMAND = PACKAGING / "coalition"
COMPOSE: dict[str, Any] = yaml.safe_load((PACKAGING / "compose.yaml").read_text())
READ = re.compile(r"\benv\.\w+\(\s*\"([A-Z_]+)\"")
QUEUES = {"default", "mail", "editions"}  # all that tasks have
HARDENED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
    "PrivateDevices": "yes", "CapabilityBoundingSet": "", "UMask": "0077", "User": "coalition",
}  # fmt: skip


class Repeated(dict[str, Any]):
    """What a unit says more than once stays together."""

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, self[key] + value if isinstance(value, list) and key in self else value)


def unit(path: Path) -> RawConfigParser:
    read = RawConfigParser(strict=False, dict_type=Repeated, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(path.read_text())
    return read


def command_fits(words: list[str]) -> None:
    """See that a command of ours has these words: raises SystemExit or KeyError where it has not."""
    if words[1] == "serve":
        assert Config().parser().parse_args(words[2:]).args == []
        return
    command = load_command_class(get_commands()[words[1]], words[1])
    made: ArgumentParser = command.create_parser("coalition", words[1])
    asked = made.parse_args(words[2:])
    if "--queues" in words:
        assert set(_queues(asked.queues)) <= QUEUES


def _queues(said: Any) -> list[str]:
    return [name for part in (said if isinstance(said, list) else [said]) for name in str(part).split(",")]


def commands(path: Path, instance: str = "mail") -> list[list[str]]:
    service = unit(path)["Service"]
    found = [line for line in service["ExecStart"].splitlines() if line]
    return [shlex.split(line.replace("%i", instance)) for line in found]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_names_what_there_is(path):
    if path.suffix in {".timer", ".socket"}:
        assert path.with_suffix(".service").exists()
        return
    for words in commands(path):
        assert words[0] == "/opt/coalition/packaging/coalition"
        command_fits(words)
    service = unit(path)["Service"]
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    if service["Type"] != "oneshot":
        assert service["Restart"] == "always"
        patience = int(re.findall(r"(?:--graceful-timeout|--shutdown-graceful-timeout) (\d+)", service["ExecStart"])[0])
        assert int(service["TimeoutStopSec"]) >= patience + 30  # so long it may take to answer what was asked


def test_a_command_has_what_its_services_have():
    (command,) = re.findall(r"^\t\t(systemd-run .*?\"\$@\")$", COMMAND.read_text(), re.MULTILINE | re.DOTALL)
    words = shlex.split(command.replace("\\\n", " "))
    service = unit(PACKAGING / "systemd" / "coalition-worker.service")["Service"]

    given = [word.partition("=")[2] for word in words if word.startswith("--setenv=")]
    assert given == service["Environment"].split()
    options = {"uid": "User", "gid": "Group", "working-directory": "WorkingDirectory"}
    for option, directive in options.items():
        assert f"--{option}={service[directive]}" in words
    for directive in ("EnvironmentFile", "UMask"):
        assert f"--property={directive}={service[directive]}" in words
    assert words[-2:] == [shlex.split(service["ExecStart"])[0], "$@"]


def test_the_door_that_systemd_holds_is_where_the_web_server_would_listen():
    door, service = (unit(PACKAGING / "systemd" / f"coalition-web.{kind}") for kind in ("socket", "service"))
    (address,) = Config().settings["bind"].default

    assert door["Socket"]["ListenStream"] == address
    assert service["Unit"]["Requires"] == "coalition-web.socket"
    assert f"server {address};" in (PACKAGING / "nginx.conf").read_text()


def test_systemd_understands_the_units(tmp_path: Path):
    """systemd's own verdict, where it is installed: on this machine, the project stands elsewhere."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        return  # the walk above holds everywhere
    for path in UNITS:
        text = re.sub(r"=/opt/coalition/\S*", "=/bin/true", path.read_text()).replace("/opt/coalition", "/")
        (tmp_path / path.name).write_text(text)
    drop_in = tmp_path / "coalition-backup.service.d"
    drop_in.mkdir()
    (drop_in / "backup-folder.conf").write_text('[Service]\nReadWritePaths=\nReadWritePaths="-/mnt/100%% safe"\n')
    said = subprocess.run(
        [analyze, "verify", "--man=no", *map(str, sorted(tmp_path.glob("*.*[!d]")))], capture_output=True, text=True
    )
    told = [line for line in said.stderr.splitlines() if str(tmp_path) in line or "coalition" in line]
    assert told == [], said.stderr


@pytest.mark.parametrize("path", [path for path in UNITS if path.suffix == ".service"], ids=lambda path: path.name)
def test_a_unit_may_write_the_list_of_erasures(path):
    service = unit(path)["Service"]
    folders = [f"/var/lib/{name}" for name in service["StateDirectory"].split()]

    assert str(Path(examples()["ERASURE_LIST"]).parent) in folders


def variables() -> set[str]:
    """Return the variables that settings read, and those of which libpq and others are told by."""
    return {name for path in (ROOT / "coalition" / "settings").glob("*.py") for name in READ.findall(path.read_text())}


def examples() -> dict[str, str]:
    lines = (PACKAGING / "environment.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_example_of_an_environment_names_what_is_read():
    asked = set(re.findall(r"\$\{([A-Z_]+)", (PACKAGING / "compose.yaml").read_text()))

    assert set(examples()) - variables() - asked == set()
    assert set(REQUIRED) <= set(examples())


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_a_service_names_what_there_is(name):
    service = COMPOSE["services"][name]
    for other in service.get("depends_on", {}):
        assert other in COMPOSE["services"]
    for volume in service.get("volumes", []):
        source = re.sub(r"\$\{[A-Z_]+:-(\w+)\}", r"\1", volume).partition(":")[0]
        assert (PACKAGING / source).exists() if source.startswith(".") else source in COMPOSE["volumes"]
    assert set(service["networks"]) <= COMPOSE["networks"].keys()
    if "COALITION" not in service["image"]:
        return
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    files = {name: f"./secrets/{name}" for name in service["secrets"]}
    assert {name: COMPOSE["secrets"][name]["file"] for name in files} == files
    assert {service["environment"].get(f"{name}_FILE") for name in files} == {f"/run/secrets/{name}" for name in files}
    assert {name.removesuffix("_FILE") for name in service["environment"]} <= variables()
    if service.get("command", ["sh"])[0] != "sh":
        assert service["command"][0] == "coalition"
        command_fits(service["command"])
    if service.get("restart") == "always" and "--shutdown-graceful-timeout" in service.get("command", []):
        patience = int(service["command"][service["command"].index("--shutdown-graceful-timeout") + 1])
        assert int(service["stop_grace_period"].removesuffix("s")) >= patience + 30


def test_the_upgrade_starts_workers_by_name():
    """A pattern finds no unit that is stopped, as each is where the site was closed."""
    started = re.findall(r"systemctl (?:re)?start (.*)", COMMAND.read_text())
    workers = set(re.findall(r"coalition-(?:worker|mailer@)\S*", (PACKAGING / "README.md").read_text()))

    assert "*" not in "".join(started)
    assert workers <= set(" ".join(started).split())


def test_each_queue_has_a_worker_of_its_own():
    """In the demonstration, in compose, and where the README enables the units."""
    asked = [service.get("command", []) for service in COMPOSE["services"].values()]
    enabled = re.findall(r"^systemctl enable .*", (PACKAGING / "README.md").read_text(), re.MULTILINE)[0]
    for name, queue in re.findall(r"coalition-(worker|mailer@)(\w*)", enabled):
        asked += commands(PACKAGING / "systemd" / f"coalition-{name}.service", queue)
    queues = [words[words.index("--queues") + 1] for words in asked if "--queues" in words]

    assert sorted(queues) == sorted([*QUEUES, *QUEUES])
    assert (
        sorted(WORKERS.values()) == sorted(QUEUES) == sorted({task.queue for task in app.tasks.values()} - {"builtin"})
    )
