"""Production: everything from the environment; all that is missing or unsafe is told at once, and refuses the start."""

import hashlib
import os
import sys
from collections.abc import Callable
from secrets import token_urlsafe
from typing import Any

from django.http.request import split_domain_port, validate_host

from charter.ledger.keys import new_key, read_public_keys
from charter.ledger.keys import read_key as read_log_key
from charter.ledger.notes import BadNote, is_name
from coalition.buckets import storage
from coalition.certificates.signing_key import BadIdentity, load_identity, read_pem
from coalition.mail.dkim import BadKey, read_key

from . import environment


def refuse(reasons: list[str]) -> None:
    """Stop the start with exit code 1 and `reasons`, sentences for the operator on one line, if there are any."""
    if reasons:
        print(f"Refusing to start: {' '.join(reasons)}", file=sys.stderr)
        raise SystemExit(1)


def readable(words: str, read: Callable[..., Any], *values: Any, **named: Any) -> Any:
    """Return what `read` makes of values; None where it refuses them, and why is kept in `wrong` behind `words`."""
    try:
        return read(*values, **named)
    except (BadIdentity, BadKey, BadNote, storage.BadAddress) as error:
        wrong.append(f"{words}: {str(error).rstrip('.')}.")


refuse(environment.telling(os.environ))

from .base import *  # noqa: E402, F403

SECRET_KEY = env.str("DJANGO_SECRET_KEY", "")
SECRET_KEY_FALLBACKS: list[str] = env.list("DJANGO_SECRET_KEY_FALLBACKS", [])
BACKUP_FOLDER = Path(env.str("BACKUP_FOLDER", "/var/backups/coalition"))  # where the units may write
wrong = environment.unreadable(env)
refuse(wrong)

KEYS = VAR_DIR / "keys"
kept_log = VAR_DIR / "charter-log.checkpoints"
if CHARTER_LOG_ORIGIN:  # a log that was begun anew continues nothing of what was kept before
    begun_anew = hashlib.sha256(CHARTER_LOG_ORIGIN.encode()).hexdigest()[:12]
    kept_log = kept_log.with_suffix(f".{begun_anew}.checkpoints")
try:
    SECRET_KEY = SECRET_KEY or environment.kept(
        "DJANGO_SECRET_KEY", KEYS / "secret-key", lambda: token_urlsafe(64), after=VAR_DIR / "epochs"
    )
    CHARTER_LOG_KEY = CHARTER_LOG_KEY or environment.kept(
        "CHARTER_LOG_KEY", KEYS / "charter-log.pem", new_key, after=kept_log
    )
except ValueError as error:
    refuse([str(error)])

host, port = split_domain_port(SITE_URL.removeprefix("https://"))
ALLOWED_HOSTS, HOST_PORT = [host], port
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith(("demo-only", "django-insecure")) or len(set(SECRET_KEY)) < 10:
    wrong.append("DJANGO_SECRET_KEY must be at least 50 random characters.")
if not SITE_URL.startswith("https://") or not host or not validate_host(host, ALLOWED_HOSTS) or "*" in host:
    wrong.append("SITE_URL must be https:// and the site's host, without a path: mailed links lead there.")
if HEALTH_TOKEN and len(HEALTH_TOKEN) < 20:
    wrong.append("HEALTH_TOKEN must be at least 20 random characters, or not be set.")
if "@" not in OPERATOR_ADDRESS:
    wrong.append("OPERATOR_ADDRESS must be an address, perhaps with a language before it, as in fr:me@town.example.")
if MAIL_DISCREET_ADDRESS and MAIL_DISCREET_ADDRESS.lower() == MAIL_FROM_ADDRESS.lower():
    wrong.append("MAIL_DISCREET_FROM must be another address than MAIL_FROM_ADDRESS, which tells who writes.")
if len(bounce_addresses) > bool(MAIL_BOUNCE_ADDRESS) + bool(MAIL_DISCREET_BOUNCE_ADDRESS):
    wrong.append("MAIL_BOUNCE_ADDRESSES must be one address for each sender: of its domain, with a comma between.")
if CHARTER_LOG_ORIGIN and not is_name(CHARTER_LOG_ORIGIN):
    wrong.append("CHARTER_LOG_ORIGIN must hold no white space and no plus sign.")
if bool(CHARTER_TSA_URL) != bool(CHARTER_TSA_CERTIFICATE):
    wrong.append("CHARTER_TSA_URL and CHARTER_TSA_CERTIFICATE are set together or not at all.")
for _selector, key in MAIL_DKIM_KEYS.values():
    readable("MAIL_DKIM_KEYS cannot sign mail", read_key, key)
if CHARTER_SIGNING_KEY or CHARTER_SIGNING_CERTIFICATE:
    pair = {"key": CHARTER_SIGNING_KEY, "certificate": CHARTER_SIGNING_CERTIFICATE}
    signer = readable("CHARTER_SIGNING_KEY and CHARTER_SIGNING_CERTIFICATE cannot sign", load_identity, **pair)
    if signer and signer.is_development:
        wrong.append("CHARTER_SIGNING_CERTIFICATE is the development one; certificates need one of your own.")
readable("CHARTER_LOG_KEY cannot sign the charter's log", read_log_key, CHARTER_LOG_KEY)
readable("CHARTER_LOG_FORMER_KEYS cannot be read", read_public_keys, CHARTER_LOG_FORMER_KEYS)
if BUCKET_URL:
    place = {"url": BUCKET_URL, "region": BUCKET_REGION, "key": BUCKET_KEY, "secret": BUCKET_SECRET}
    readable("BUCKET_URL cannot be used", storage.read, **place)
if CHARTER_TSA_CERTIFICATE:
    readable("CHARTER_TSA_CERTIFICATE", read_pem, CHARTER_TSA_CERTIFICATE)
refuse(wrong)

SMTP_OPTIONS["ehlo"] = host
CHARTER_LOG_KEPT = str(kept_log)
MFA_REQUIRED = SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^((live|ready|health)/|metrics)$"]  # probes ask in clear
SECURE_HSTS_SECONDS = 365 * 24 * 3600
# Whether all other names of the domain have TLS is not this site's to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_COOKIE_AGE = 12 * 3600
