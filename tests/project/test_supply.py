"""What the site is made of can be written down, and no key of anybody stands in a file."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.secrets import ROOT, found

PINNED = re.compile(r"^([a-z0-9][\w.-]*)(?:\[[^]]+\])?==([^ ;\\\\]+)", re.MULTILINE)


def test_the_bill_of_materials_names_each_locked_library_with_its_digests(tmp_path):
    makefile = (ROOT / "Makefile").read_text()
    [recipe] = re.findall(r"-m cyclonedx_py (requirements .*?) -o ", makefile)
    written = tmp_path / "sbom.json"
    program = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", *recipe.split(), "-o", str(written)]
    subprocess.run(program, cwd=ROOT, check=True, capture_output=True)
    told = json.loads(written.read_text())

    locked = dict(PINNED.findall((ROOT / "requirements/base.txt").read_text()))
    named = {part["name"]: part for part in told["components"]}
    assert (told["bomFormat"], told["metadata"]["component"]["name"]) == ("CycloneDX", "coalition")
    assert {name: part["version"] for name, part in named.items()} == locked
    assert [name for name, part in named.items() if not part["externalReferences"][0]["hashes"]] == []


# Each in two halves, so that this file itself holds none.
KEYS = {
    "Private Key": "-----BEGIN RSA PRIVATE" + " KEY-----",
    "GitHub Token": "ghp_" + "a1B2" * 9,
    "AWS Access Key": "AKIA" + "IOSFODNN7EXAMPLE",
    "Slack Token": "xoxb-" + "123456789012-abcdefabcdef",
    "Basic Auth Credentials": "https://mayor:" + "secret@town.example/",
}


@pytest.mark.parametrize("kind", KEYS)
def test_a_key_in_a_file_is_named(tmp_path: Path, kind: str):
    (tmp_path / "settings.py").write_text(f"first = 1\nkey = '{KEYS[kind]}'\n")
    (tmp_path / "other.py").write_text("password = 'an-invented-word'\ndigest = '" + "0a1b2c3d" * 8 + "'\n")

    assert list(found(["settings.py", "other.py"], tmp_path)) == [("settings.py", 2, kind)]
