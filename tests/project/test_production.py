"""Production starts on complete and safe values only, and passes Django's own deployment checks."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coalition.settings.environment import REQUIRED
from coalition.stack import free_port
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
    result = manage("check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr
    assert "System check identified no issues (2 silenced)." in result.stdout + result.stderr


def test_a_command_has_the_settings_of_production_unless_told_otherwise():
    show = "from django.conf import settings; print(settings.DEMO, settings.MFA_REQUIRED)"

    assert manage("shell", "-v", "0", "-c", show, DJANGO_SETTINGS_MODULE=None).stdout == "False True\n"


def test_the_web_server_refuses_the_start_with_one_sentence():
    without = {name: value for name, value in {**os.environ, **SAFE}.items() if name != "SITE_URL"}
    command = [sys.executable, "-m", "gunicorn", "coalition.wsgi", "--bind", f"127.0.0.1:{free_port()}"]
    started = subprocess.run(command, cwd=ROOT, env=without, capture_output=True, text=True, timeout=60)

    assert (started.returncode, len(started.stderr.splitlines())) == (1, 1), started.stderr


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
    ("changed", "named"),
    [
        (dict.fromkeys(REQUIRED), [*REQUIRED]),  # all at once
        ({"EMAIL_HOST": "mail.example", "SITE_URL": None}, ["SITE_URL", "EMAIL_HOST is not read any more"]),
        ({"CHARTER_LOG_PUBLIC_KEY": "key", "EMAIL_TIMEOUT": "5", "MAIL_WARM_UP": "yes", "LOG_LEVEL": "DEBUG"},
         ["CHARTER_LOG_PUBLIC_KEY, EMAIL_TIMEOUT, LOG_LEVEL, MAIL_WARM_UP is not read any more"]),
        ({"EMAIL_URL": "mail.example", "BUCKET_URL": "store.example", "MAIL_DISCREET_FROM": "Agenda"},
         ["EMAIL_URL: no address such as smtp://", "BUCKET_URL: ", "MAIL_DISCREET_FROM: "]),
        ({"EMAIL_URL": "smtps://mail.example?tls=no", "MAIL_PER_MINUTE": "many"}, ["exclude each", "MAIL_PER_MIN"]),
        ({"DJANGO_SECRET_KEY": "x" * 80, "SITE_URL": "http://coalition.example", "HEALTH_TOKEN": "guess"},
         ["DJANGO_SECRET_KEY", "SITE_URL", "HEALTH_TOKEN"]),
        ({"SITE_URL": "https://coalition.example/network", "OPERATOR_ADDRESS": "me",
          "MAIL_BOUNCE_ADDRESSES": "one@coalition.example,two@coalition.example"},
         ["SITE_URL", "OPERATOR_ADDRESS", "MAIL_BOUNCE_ADDRESSES must be one address for each sender"]),
        ({"CHARTER_SIGNING_KEY": "/nowhere/key.pem", "CHARTER_LOG_KEY": "/nowhere/log.pem"},
         ["CHARTER_SIGNING_KEY", "CHARTER_LOG_KEY"]),
        ({"CHARTER_SIGNING_CERTIFICATE": signing_pair("Another")[1]}, ["CHARTER_SIGNING_CERTIFICATE"]),
        ({"MAIL_DKIM_KEYS": "s1._domainkey.coalition.example:/nowhere/key.pem"}, ["MAIL_DKIM_KEYS cannot sign"]),
        ({"CHARTER_TSA_URL": "https://time.example/", "BUCKET_URL": "https://store.example/files"},
         ["CHARTER_TSA_URL", "BUCKET_URL must say who asks"]),
        ({"TRUSTED_PROXIES": "some"}, ["TRUSTED_PROXIES"]),
        ({"DATABASE_URL": "mysql://coalition"}, ["DATABASE_URL"]),
    ],
)  # fmt: skip
def test_what_is_missing_or_unsafe_refuses_the_start_in_one_line_that_names_it_all(changed, named):
    result = manage("check", **changed)

    assert (result.returncode, len(result.stderr.splitlines())) == (1, 1), result.stderr
    assert [words for words in named if words not in result.stderr] == []


def test_keys_are_made_once_for_their_owner_alone_and_said_where(tmp_path):
    """By one of the processes that start together; where one was lost none takes its place in silence."""
    own = {"COALITION_VAR": str(tmp_path), "DJANGO_SECRET_KEY": None, "CHARTER_LOG_KEY": None}
    with ThreadPoolExecutor(4) as together:
        started = list(together.map(lambda _one: manage("check", **own), range(4)))
    keys = sorted((tmp_path / "keys").iterdir())
    said = "".join(result.stderr for result in started)

    assert [result.returncode for result in started] == [0] * 4, said
    assert [(path.name, oct(path.stat().st_mode & 0o777)) for path in keys] == [
        ("charter-log.pem", "0o600"), ("secret-key", "0o600"),
    ]  # fmt: skip
    assert [said.count(f"was made, once: {path}. ") for path in keys] == [1, 1]
    (tmp_path / "charter-log.checkpoints").touch()
    keys[0].unlink()
    lost = manage("check", **own)
    assert (lost.returncode, "CHARTER_LOG_KEY is not set" in lost.stderr) == (1, True)


def test_a_site_without_a_signing_pair_starts_and_check_says_so():
    for words, said in ((["check"], False), (["check", "--deploy"], True)):
        result = manage(*words, CHARTER_SIGNING_KEY=None, CHARTER_SIGNING_CERTIFICATE=None)
        assert (result.returncode, "certificates.W001" in result.stderr) == (0, said)


def test_a_slash_after_the_sites_address_does_no_harm():
    show = "from django.conf import settings; print(settings.SITE_URL, settings.ALLOWED_HOSTS)"
    result = manage("shell", "-v", "0", "-c", show, SITE_URL="https://coalition.example/")

    assert result.stdout == "https://coalition.example ['coalition.example']\n"


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
