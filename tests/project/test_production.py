"""Production starts on complete and safe values only, and passes Django's own deployment checks."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import production
from tests.databases import create, drop, migrated
from tests.production import SAFE, database_url, signing_pair

from .starts import Starts

pytestmark = pytest.mark.attack

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def starts() -> Iterator[Starts]:
    """What starts for this module."""
    starts = Starts()
    yield starts
    starts.close()


@pytest.fixture
def manage(starts: Starts) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return how a command runs under the production settings with SAFE values, some of them changed (None unsets)."""

    def run(*arguments: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
        values = {**os.environ, **SAFE, **changed}
        return starts.manage(
            *arguments, environment={name: value for name, value in values.items() if value is not None}
        )

    return run


def test_deployment_checks_find_nothing(manage):
    result = manage("check", "--deploy", "--fail-level", "WARNING", HSTS_PRELOAD="true")

    assert result.returncode == 0, result.stderr
    assert "System check identified no issues (0 silenced)." in result.stdout + result.stderr


@pytest.mark.parametrize(("value", "says"), [("true", "True True\n"), (None, "False False\n")])
def test_other_names_of_the_domain_are_held_to_tls_only_where_it_is_asked(manage, value, says):
    show = "from django.conf import settings as s; print(s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"

    assert manage("shell", "-v", "0", "-c", show, HSTS_PRELOAD=value).stdout == says


def test_a_command_has_the_settings_of_production_unless_told_otherwise(manage):
    show = "from django.conf import settings; print(settings.DEMO, settings.MFA_REQUIRED)"

    assert manage("shell", "-v", "0", "-c", show, DJANGO_SETTINGS_MODULE=None).stdout == "False True\n"


def test_no_demonstration_starts_on_a_database_of_production(django_db_setup, manage):
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


@pytest.mark.parametrize("name", [name for name in SAFE if name != "DJANGO_SETTINGS_MODULE"])
def test_a_missing_value_refuses_the_start_and_is_named(manage, name):
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
        ("EMAIL_USE_SSL", "perhaps"),
        ("CHARTER_TSA_URL", "https://time.example/"),
        ("CHARTER_TSA_CERTIFICATE", "/nowhere/authority.pem"),
        ("TRUSTED_PROXIES", "some"),
        ("BEHIND_TLS_PROXY", "false"),
        ("HEALTH_TOKEN", "guess"),
        ("BUCKET_URL", "https://store.example"),
    ],
)
def test_an_unsafe_value_refuses_the_start_and_is_named(manage, name, value):
    result = manage("check", **{name: value})

    assert (result.returncode, name in result.stderr, len(result.stderr.splitlines())) == (1, True, 1)


def test_tls_that_would_begin_twice_refuses_the_start(manage):
    result = manage("check", EMAIL_USE_TLS="true", EMAIL_USE_SSL="true")

    assert (result.returncode, "EMAIL_USE_SSL" in result.stderr) == (1, True)


def test_a_slash_after_the_sites_address_and_spaces_between_hosts_do_no_harm(manage):
    show = "from django.conf import settings; print(settings.SITE_URL, settings.ALLOWED_HOSTS)"
    hosts = "www.coalition.example, coalition.example"
    result = manage("shell", "-v", "0", "-c", show, SITE_URL="https://coalition.example/", DJANGO_ALLOWED_HOSTS=hosts)

    assert result.stdout == "https://coalition.example ['www.coalition.example', 'coalition.example']\n"


def test_the_development_certificate_refuses_the_start(manage):
    key, certificate = signing_pair("Coalition development signer")
    result = manage("check", CHARTER_SIGNING_KEY=key, CHARTER_SIGNING_CERTIFICATE=certificate)

    assert result.stderr == (
        "Refusing to start: CHARTER_SIGNING_CERTIFICATE is the development one; "
        "certificates of signature need one of your own.\n"
    )


def test_a_certificate_that_ran_out_stops_no_start(manage):
    key, certificate = signing_pair("Another", days=-1)
    result = manage("check", CHARTER_SIGNING_KEY=key, CHARTER_SIGNING_CERTIFICATE=certificate)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "url", ["mysql://host/name", "postgresql://127.0.0.1:5432", "postgresql://127.0.0.1:port/name", "nonsense"]
)
def test_a_wrong_database_url_is_one_sentence(manage, url):
    result = manage("check", DJANGO_SETTINGS_MODULE="coalition.settings.demo", DATABASE_URL=url)

    assert result.returncode == 1
    assert "DATABASE_URL" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data with the collected static files."""
    return production.collected(tmp_path_factory.mktemp("var"))


@pytest.fixture(scope="module")
def style(collected: Path) -> str:
    """The hashed path of the site's style sheet."""
    return json.loads((collected / "static" / "staticfiles.json").read_text())["paths"]["css/site.css"]


def test_static_files_are_hashed_and_compressed(collected: Path, style: str):
    hashed = collected / "static" / style
    assert hashed.name != "site.css"
    assert [hashed.with_name(hashed.name + suffix).exists() for suffix in (".gz", ".br")] == [True, True]


@pytest.fixture(scope="module")
def served(django_db_setup: None, collected: Path, style: str) -> dict[str, Any]:
    """What production answers on the test database, by name; see served.py."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.project.served"],
        cwd=ROOT,
        env={
            **os.environ,
            **SAFE,
            "DATABASE_URL": database_url(connection.settings_dict["NAME"]),
            "COALITION_VAR": str(collected),
            "STYLE": f"/static/{style}",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout.splitlines()[-1])


def test_a_password_alone_opens_nothing_of_the_cms(served):
    assert (served["mfa"], served["debug"]) == (True, False)
    assert (served["log in"]["status"], served["log in"]["headers"]["Location"]) == (302, "/cms/")
    assert (served["/cms/"]["status"], served["/cms/"]["headers"]["Location"]) == (302, "/accounts/first-factor/")


def test_a_page_comes_with_its_headers_and_its_hashed_style(served, style):
    page, headers = served["/en/exit/"], served["/en/exit/"]["headers"]

    assert page["status"] == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "frame-src 'none'; object-src 'none'; base-uri 'none'"
    )
    assert page["cookies"] == {}
    assert re.findall(r'href="(/static/css/site[^"]*)"', page["text"]) == [f"/static/{style}"]


def test_the_hashed_style_is_kept_for_good(served):
    answer = served["style"]

    assert (answer["status"], answer["headers"]["Cache-Control"]) == (200, "max-age=315360000, public, immutable")
    assert "--" in answer["text"]


def test_cookies_are_for_https_and_this_host_alone(served):
    closed = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""}

    assert served["/accounts/login/"]["cookies"] == {"__Host-csrf": closed}
    assert served["log in"]["cookies"]["__Host-session"] == closed
    assert [cookie for cookie in served["log in"]["cookies"].values() if not cookie["secure"]] == []


def test_in_clear_everything_but_a_probe_leads_to_https(served):
    clear = served["in clear"]

    assert (clear["status"], clear["headers"]["Location"]) == (301, "https://coalition.example/en/exit/")
    probes = [served[f"{name} in clear"] for name in ("live", "ready", "health")]
    assert [probe["text"] for probe in probes[:2]] == ['{"status": "ok"}', '{"status": "ok"}']
    assert probes[2]["text"] in ('{"status": "ok"}', '{"status": "failing"}')  # another test's worker may live


def test_the_demonstration_is_not_there(served):
    found = served["/demo/mail/"]
    assert (found["status"], found["headers"].get("Location")) == (302, "/en/demo/mail/")
    assert [served[f"/en/demo/{name}/"]["status"] for name in ("mail", "components")] == [404, 404]


def test_a_mail_of_django_is_owed_to_the_ledger(served):
    assert served["owed"] == [["editor@town.example", "queued"], ["nadia@example.org", "queued"]]  # she logged in
