"""Production: everything from the environment; a missing or unsafe value refuses the start in one sentence."""

import sys

from django.http.request import split_domain_port, validate_host
from environs import Env, EnvError

from charter.ledger.keys import read_key as read_log_key
from charter.ledger.keys import read_public_keys
from charter.ledger.notes import BadNote, is_name
from coalition.buckets import storage
from coalition.certificates.signing_key import BadIdentity, load_identity, read_pem
from coalition.mail.dkim import BadKey, read_key


def refuse(reason: str) -> None:
    """Stop the start with exit code 1 and `reason`, one sentence for the operator."""
    print(f"Refusing to start: {reason}", file=sys.stderr)
    raise SystemExit(1)


env = Env()
try:
    from .base import *  # noqa: F403

    SECRET_KEY = env.str("DJANGO_SECRET_KEY")
    SECRET_KEY_FALLBACKS: list[str] = env.list("DJANGO_SECRET_KEY_FALLBACKS", [])
    ALLOWED_HOSTS: list[str] = list(map(str.strip, env.list("DJANGO_ALLOWED_HOSTS")))
    SITE_URL = WAGTAILADMIN_BASE_URL = env.str("SITE_URL").rstrip("/")  # links are made of it and of a path
    env.str("DATABASE_URL")
    if not MAIL_PROVIDER:
        env.str("EMAIL_HOST")
    env.str("MAIL_FROM_ADDRESS")
    env.str("CHARTER_SIGNING_KEY")
    env.str("CHARTER_SIGNING_CERTIFICATE")
    env.str("CHARTER_LOG_KEY")
    env.str("TRUSTED_PROXIES")
    BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", bool(TRUSTED_PROXIES))
    hsts_preload = env.bool("HSTS_PRELOAD", False)
    tls_to_mail_server = env.bool("EMAIL_USE_TLS", not SMTP_OPTIONS["use_ssl"])
except EnvError as error:
    refuse(f"{str(error).rstrip('.')}.")

if len(SECRET_KEY) < 50 or SECRET_KEY.startswith(("demo-only", "django-insecure")) or len(set(SECRET_KEY)) < 10:
    refuse("DJANGO_SECRET_KEY must be at least 50 random characters.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    refuse("DJANGO_ALLOWED_HOSTS must list the site's own host names, not be empty or '*'.")
if not SITE_URL.startswith("https://"):
    refuse("SITE_URL must start with https://.")
if not validate_host(split_domain_port(SITE_URL.removeprefix("https://"))[0], ALLOWED_HOSTS):
    refuse("SITE_URL must be https:// and one of DJANGO_ALLOWED_HOSTS, without a path: mailed links lead there.")
HOST_PORT = split_domain_port(SITE_URL.removeprefix("https://"))[1]
if DATABASE_STATEMENT_TIMEOUT < 0:
    refuse("DATABASE_STATEMENT_TIMEOUT must be a number of seconds, or 0 for no end.")
if HEALTH_TOKEN and len(HEALTH_TOKEN) < 20:
    refuse("HEALTH_TOKEN must be at least 20 random characters, or not be set.")
if bool(TRUSTED_PROXIES) != BEHIND_TLS_PROXY:
    refuse("BEHIND_TLS_PROXY contradicts TRUSTED_PROXIES, which alone counts now: leave the former out.")

if tls_to_mail_server and SMTP_OPTIONS["use_ssl"]:
    refuse("EMAIL_USE_TLS and EMAIL_USE_SSL exclude each other: TLS begins after a command, or at once.")
if bool(MAIL_DISCREET_NAME) != bool(MAIL_DISCREET_ADDRESS):
    refuse("MAIL_DISCREET_NAME and MAIL_DISCREET_ADDRESS are set together or not at all.")
if MAIL_DISCREET_ADDRESS and MAIL_DISCREET_ADDRESS.lower() == MAIL_FROM_ADDRESS.lower():
    refuse("MAIL_DISCREET_ADDRESS must be another address than MAIL_FROM_ADDRESS, which tells who writes.")

for name, key, selector in (
    ("MAIL_DKIM_KEY", MAIL_DKIM_KEY, MAIL_DKIM_SELECTOR),
    ("MAIL_DISCREET_DKIM_KEY", MAIL_DISCREET_DKIM_KEY, MAIL_DISCREET_DKIM_SELECTOR),
):
    if bool(key) != bool(selector):
        refuse(f"{name} and {name.removesuffix('KEY')}SELECTOR are set together or not at all.")
    try:
        _read = key and read_key(key)
    except BadKey as error:
        refuse(f"{name} cannot sign mail: {error}.")

try:
    signer = load_identity(key=CHARTER_SIGNING_KEY, certificate=CHARTER_SIGNING_CERTIFICATE)
except BadIdentity as error:
    refuse(f"CHARTER_SIGNING_KEY and CHARTER_SIGNING_CERTIFICATE cannot sign: {error}.")
if signer.is_development:
    refuse("CHARTER_SIGNING_CERTIFICATE is the development one; certificates of signature need one of your own.")
try:
    _log_key = read_log_key(CHARTER_LOG_KEY)
except BadIdentity as error:
    refuse(f"CHARTER_LOG_KEY cannot sign the charter's log: {error}.")
if CHARTER_LOG_ORIGIN and not is_name(CHARTER_LOG_ORIGIN):
    refuse("CHARTER_LOG_ORIGIN must hold no white space and no plus sign.")
try:
    _former = read_public_keys(CHARTER_LOG_FORMER_KEYS)
    _public = [key.public for key in read_public_keys(CHARTER_LOG_PUBLIC_KEY)]
except BadNote as error:
    refuse(f"CHARTER_LOG_FORMER_KEYS or CHARTER_LOG_PUBLIC_KEY cannot be read: {error}.")
if _public not in ([], [_log_key.public_key().public_bytes_raw()]):
    refuse("CHARTER_LOG_PUBLIC_KEY is not the public half of CHARTER_LOG_KEY.")
if BUCKET_URL or BUCKET_KEY or BUCKET_SECRET:
    try:
        storage.read(url=BUCKET_URL, region=BUCKET_REGION, key=BUCKET_KEY, secret=BUCKET_SECRET)
    except storage.BadAddress as error:
        refuse(str(error))
if bool(CHARTER_TSA_URL) != bool(CHARTER_TSA_CERTIFICATE):
    refuse("CHARTER_TSA_URL and CHARTER_TSA_CERTIFICATE are set together or not at all.")
if CHARTER_TSA_CERTIFICATE:
    try:
        read_pem(CHARTER_TSA_CERTIFICATE)
    except BadIdentity as error:
        refuse(f"CHARTER_TSA_CERTIFICATE: {error}.")

CHARTER_LOG_KEPT = env.str("CHARTER_LOG_KEPT", str(VAR_DIR / "charter-log.checkpoints"))
MFA_REQUIRED = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^((live|ready|health)/|metrics)$"]  # probes ask in clear
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = hsts_preload
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
SESSION_COOKIE_AGE = 12 * 3600
SMTP_OPTIONS["use_tls"] = tls_to_mail_server
