"""Production starts on complete and safe values only, and passes Django's own deployment checks."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "DJANGO_SETTINGS_MODULE": "coalition.settings.production",
    "DJANGO_SECRET_KEY": secrets.token_urlsafe(64),
    "DJANGO_ALLOWED_HOSTS": "coalition.example",
    "SITE_URL": "https://coalition.example",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
    "EMAIL_HOST": "mail.coalition.example",
    "MAIL_FROM_ADDRESS": "network@coalition.example",
}


def manage(*arguments: str, **environment: str | None) -> subprocess.CompletedProcess[str]:
    """Run a command under the production settings with SAFE values, changed by `environment` (None unsets)."""
    values = {**os.environ, **SAFE, **environment}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={name: value for name, value in values.items() if value is not None},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_deployment_checks_find_nothing():
    result = manage("check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr
    assert "System check identified no issues (0 silenced)." in result.stdout + result.stderr


@pytest.mark.parametrize("name", [name for name in SAFE if name != "DJANGO_SETTINGS_MODULE"])
def test_a_missing_value_refuses_the_start_and_is_named(name):
    result = manage("check", **{name: None})

    assert result.returncode == 1
    assert result.stderr.startswith("Refusing to start: ")
    assert name in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DJANGO_SECRET_KEY", "short"),
        ("DJANGO_SECRET_KEY", "x" * 80),
        ("DJANGO_ALLOWED_HOSTS", "*"),
        ("DJANGO_ALLOWED_HOSTS", ""),
        ("SITE_URL", "http://coalition.example"),
    ],
)
def test_an_unsafe_value_refuses_the_start_and_is_named(name, value):
    result = manage("check", **{name: value})

    assert (result.returncode, name in result.stderr, len(result.stderr.splitlines())) == (1, True, 1)


@pytest.mark.parametrize(
    "url", ["mysql://host/name", "postgresql://127.0.0.1:5432", "postgresql://127.0.0.1:port/name", "nonsense"]
)
def test_a_wrong_database_url_is_one_sentence(url):
    result = manage("check", DJANGO_SETTINGS_MODULE="coalition.settings.demo", DATABASE_URL=url)

    assert result.returncode == 1
    assert "DATABASE_URL" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_static_files_are_hashed_and_compressed(tmp_path: Path):
    result = manage("collectstatic", "--noinput", "--verbosity", "0", COALITION_VAR=str(tmp_path))

    assert result.returncode == 0, result.stderr
    manifest = json.loads((tmp_path / "static" / "staticfiles.json").read_text())
    hashed = tmp_path / "static" / manifest["paths"]["css/site.css"]
    assert hashed.name != "site.css"
    assert [hashed.with_name(hashed.name + suffix).exists() for suffix in (".gz", ".br")] == [True, True]
