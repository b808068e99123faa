"""The environment in which tests and measurements run the production settings, written once.

Everything that production asks for is there: a database of its own on the tests' server, a signing identity made for
the run, collected static files, and one proxy of our own, played by whoever asks: each request brings PROXIED.
"""

import atexit
import secrets
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID
from django.conf import settings

from tests.databases import manage, server_parameters

# What the TLS proxy in front adds to a visitor's request.
PROXIED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.17"}


def signing_pair(name: str, *, days: float = 365) -> tuple[str, str]:
    """Return a private key and its self-signed certificate for `name`, both PEM, that runs out in so many days."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(datetime.now(UTC) - timedelta(days=365))
    certificate = builder.not_valid_after(datetime.now(UTC) + timedelta(days=days)).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private.decode(), certificate.public_bytes(pem).decode()


def log_key() -> str:
    """Return a private key for the charter's log, PEM."""
    pem = serialization.Encoding.PEM
    key = ed25519.Ed25519PrivateKey.generate()
    return key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()


SIGNING_KEY, SIGNING_CERTIFICATE = signing_pair("Coalition of local governments")
SAFE = {
    "DJANGO_SETTINGS_MODULE": "coalition.settings.production",
    "DJANGO_SECRET_KEY": secrets.token_urlsafe(64),
    "SITE_URL": "https://coalition.example",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
    "EMAIL_URL": "smtp://mail.coalition.example",
    "MAIL_FROM_ADDRESS": "network@coalition.example",
    "OPERATOR_ADDRESS": "keeper@coalition.example",
    "CHARTER_SIGNING_KEY": SIGNING_KEY,
    "CHARTER_SIGNING_CERTIFICATE": SIGNING_CERTIFICATE,
    "CHARTER_LOG_KEY": log_key(),
    "TRUSTED_PROXIES": "1",
}


def database_url(name: str) -> str:
    parameters = server_parameters(name)
    host, login = parameters.get("host", ""), quote(parameters.get("user", ""))
    if password := parameters.get("password"):
        login = f"{login}:{quote(password)}"
    if host.startswith("/"):
        return f"postgresql://{login}@/{name}?{urlencode({'host': host})}"
    return f"postgresql://{login}@{host}:{parameters.get('port') or 5432}/{name}"


@cache
def static_files() -> Path:
    """Return the folder of the collected static files, made once in this process."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    manage("collectstatic", "--noinput", "--verbosity", "0", environment={**SAFE, "COALITION_VAR": str(folder)})
    return folder / "static"


def collected(folder: Path) -> Path:
    """Return `folder` with the collected static files, and with the media that the prepared content shows."""
    kept = {name: Path(settings.VAR_DIR) / name for name in ("media", "private")} | {"static": static_files()}
    for name, place in kept.items():
        place.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(place)
    return folder


def environment(name: str, *, port: int, folder: Path) -> dict[str, str]:
    """Return the variables of a production on database `name` that answers at `port` of the loopback, behind TLS.

    `folder` is where its data are: see `collected`. Which SMTP server takes its mails is the caller's to say.
    """
    return SAFE | {
        "DATABASE_URL": database_url(name),
        "SITE_URL": f"https://127.0.0.1:{port}",
        "MAIL_DISCREET_FROM": "Agenda <agenda@coalition.example>",
        "COALITION_VAR": str(folder),
        "HEALTH_TOKEN": secrets.token_urlsafe(24),  # by it the tests learn when the worker lives
        "PYTHONWARNINGS": "ignore",
    }
