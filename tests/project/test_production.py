"""Production starts on complete and safe values only, and passes Django's own deployment checks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import production
from tests.databases import create, drop, migrated
from tests.production import SAFE, database_url, signing_pair

pytestmark = pytest.mark.attack

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    """Run a command under the production settings with SAFE values, some of them changed (None unsets)."""
    values = {name: value for name, value in {**os.environ, **SAFE, **changed}.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *arguments],
        cwd=ROOT, env=values, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_deployment_checks_find_nothing():
    result = manage("check", "--deploy", "--fail-level", "WARNING", HSTS_PRELOAD="true")

    assert result.returncode == 0, result.stderr
    assert "System check identified no issues (0 silenced)." in result.stdout + result.stderr


@pytest.mark.parametrize(("value", "says"), [("true", "True True\n"), (None, "False False\n")])
def test_other_names_of_the_domain_are_held_to_tls_only_where_it_is_asked(value, says):
    show = "from django.conf import settings as s; print(s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"

    assert manage("shell", "-v", "0", "-c", show, HSTS_PRELOAD=value).stdout == says


def test_a_command_has_the_settings_of_production_unless_told_otherwise():
    show = "from django.conf import settings; print(settings.DEMO, settings.MFA_REQUIRED)"

    assert manage("shell", "-v", "0", "-c", show, DJANGO_SETTINGS_MODULE=None).stdout == "False True\n"


def test_no_demonstration_starts_on_a_database_of_production(django_db_setup):
    """Not on a copy of it either; before its first migration it is anybody's."""
    name, copy = f"marked_{os.getpid()}", f"marked_copy_{os.getpid()}"
    create(name, like=migrated())
    demonstrations = ["coalition.settings.demo", "coalition.settings.test"]
    try:

        def started(database: str) -> list[tuple[int, str]]:
            results = [
                manage("help", "--commands", DATABASE_URL=database_url(database), DJANGO_SETTINGS_MODULE=settings)
                for settings in demonstrations
            ]
            return [(result.returncode, result.stderr) for result in results]

        assert started(name) == [(0, "")] * 2
        assert manage("migrate", "--verbosity", "0", DATABASE_URL=database_url(name)).returncode == 0
        create(copy, like=name)
        sentence = (
            "Refusing to start: this is a database of production, and the demonstration's settings know no second "
            "factor: set DJANGO_SETTINGS_MODULE=coalition.settings.production, or another DATABASE_URL.\n"
        )
        assert started(name) + started(copy) == [(1, sentence)] * 4
    finally:
        drop(name)
        drop(copy)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, None) for name in SAFE if name != "DJANGO_SETTINGS_MODULE"),
        ("DJANGO_SECRET_KEY", "short"),
        ("DJANGO_SECRET_KEY", "x" * 80),
        ("DJANGO_ALLOWED_HOSTS", "*"),
        ("DJANGO_ALLOWED_HOSTS", ""),
        ("SITE_URL", "http://coalition.example"),
        ("SITE_URL", "https://elsewhere.example"),  # its own links would be refused
        ("SITE_URL", "https://coalition.example/network"),
        ("EMAIL_PORT", "many"),
        ("DATABASE_STATEMENT_TIMEOUT", "-1"),
        ("CHARTER_SIGNING_KEY", "/nowhere/key.pem"),
        pytest.param("CHARTER_SIGNING_CERTIFICATE", signing_pair("Another")[1], id="certificate of another key"),
        ("MAIL_DISCREET_ADDRESS", "agenda@letters.example"),
        ("MAIL_DISCREET_NAME", "Agenda"),
        ("MAIL_DKIM_SELECTOR", "s1"),
        ("MAIL_DKIM_KEY", "/nowhere/key.pem"),
        ("EMAIL_USE_SSL", "true"),  # TLS would begin twice
        ("EMAIL_USE_SSL", "perhaps"),
        ("CHARTER_TSA_URL", "https://time.example/"),
        ("CHARTER_TSA_CERTIFICATE", "/nowhere/authority.pem"),
        ("TRUSTED_PROXIES", "some"),
        ("BEHIND_TLS_PROXY", "false"),
        ("HEALTH_TOKEN", "guess"),
        ("BUCKET_URL", "https://store.example"),
    ],
)
def test_a_missing_or_unsafe_value_refuses_the_start_in_one_sentence_that_names_it(name, value):
    result = manage("check", **{"EMAIL_USE_TLS": "true", name: value})

    assert (result.returncode, name in result.stderr, len(result.stderr.splitlines())) == (1, True, 1)
    assert result.stderr.startswith("Refusing to start: ")


def test_a_slash_after_the_sites_address_and_spaces_between_hosts_do_no_harm():
    show = "from django.conf import settings; print(settings.SITE_URL, settings.ALLOWED_HOSTS)"
    hosts = "www.coalition.example, coalition.example"
    result = manage("shell", "-v", "0", "-c", show, SITE_URL="https://coalition.example/", DJANGO_ALLOWED_HOSTS=hosts)

    assert result.stdout == "https://coalition.example ['www.coalition.example', 'coalition.example']\n"


@pytest.mark.parametrize(
    ("name", "days", "says"),
    [
        ("Coalition development signer", 365, "Refusing to start: CHARTER_SIGNING_CERTIFICATE is the development one"),
        ("Another", -1, ""),  # one that ran out stops no start
    ],
)
def test_the_development_certificate_refuses_the_start(name, days, says):
    key, certificate = signing_pair(name, days=days)
    result = manage("check", CHARTER_SIGNING_KEY=key, CHARTER_SIGNING_CERTIFICATE=certificate)

    assert (result.returncode, result.stderr.startswith(says)) == (int(bool(says)), True)


def test_static_files_are_hashed_and_compressed():
    folder = production.static_files()
    style = json.loads((folder / "staticfiles.json").read_text())["paths"]["css/site.css"]
    hashed = folder / style
    assert hashed.name != "site.css"
    assert [hashed.with_name(hashed.name + suffix).exists() for suffix in (".gz", ".br")] == [True, True]
