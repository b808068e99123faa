"""Production starts on complete and safe values only, and passes Django's own deployment checks."""

import json
import os
import secrets
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parents[2]


def signing_pair(name: str) -> tuple[str, str]:
    """Return a private key and its self-signed certificate for `name`, both PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(datetime.now(UTC) - timedelta(days=1))
    certificate = builder.not_valid_after(datetime.now(UTC) + timedelta(days=1)).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private.decode(), certificate.public_bytes(pem).decode()


SIGNING_KEY, SIGNING_CERTIFICATE = signing_pair("Coalition of local governments")
SAFE = {
    "DJANGO_SETTINGS_MODULE": "coalition.settings.production",
    "DJANGO_SECRET_KEY": secrets.token_urlsafe(64),
    "DJANGO_ALLOWED_HOSTS": "coalition.example",
    "SITE_URL": "https://coalition.example",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
    "EMAIL_HOST": "mail.coalition.example",
    "MAIL_FROM_ADDRESS": "network@coalition.example",
    "CHARTER_SIGNING_KEY": SIGNING_KEY,
    "CHARTER_SIGNING_CERTIFICATE": SIGNING_CERTIFICATE,
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
        ("CHARTER_SIGNING_KEY", "/nowhere/key.pem"),
        ("CHARTER_SIGNING_CERTIFICATE", signing_pair("Another")[1]),
        ("CHARTER_TSA_URL", "https://time.example/"),
        ("CHARTER_TSA_CERTIFICATE", "/nowhere/authority.pem"),
    ],
)
def test_an_unsafe_value_refuses_the_start_and_is_named(name, value):
    result = manage("check", **{name: value})

    assert (result.returncode, name in result.stderr, len(result.stderr.splitlines())) == (1, True, 1)


def test_the_development_certificate_refuses_the_start():
    key, certificate = signing_pair("Coalition development signer")
    result = manage("check", CHARTER_SIGNING_KEY=key, CHARTER_SIGNING_CERTIFICATE=certificate)

    assert result.stderr == (
        "Refusing to start: CHARTER_SIGNING_CERTIFICATE is the development one; "
        "certificates of adhesion need one of your own.\n"
    )


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
