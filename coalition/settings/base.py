"""Settings that hold everywhere; those of accounts and of the CMS, which need no environment, are beside it.

Every value from the environment is read once, here or in the file above.
"""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, reset_tzpath

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from coalition import error_reports
from coalition.boundary import proxies
from coalition.logs import configuration
from coalition.postgres import database_settings

from . import environment
from .accounts import *  # noqa: F403
from .cms import *  # noqa: F403

env = environment.reader()
BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("COALITION_VAR", str(BASE_DIR / "var")))

DEBUG = False
WSGI_APPLICATION = "coalition.wsgi.application"
ROOT_URLCONF = "coalition.urls"
AUTH_USER_MODEL = "users.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "home",
    "newsletters",
    "webinars",
    "charter",
    "events",
    "coalition.figures",
    "coalition.calls",
    "coalition.members",
    "coalition.resources",
    "coalition.news",
    "coalition.pages",
    "coalition.certificates",
    "coalition.accounts",
    "coalition.mail",
    "coalition.privacy",
    "coalition.users",
    "coalition.backups",
    "coalition.buckets",
    "coalition.upgrades",
    "coalition.upkeep",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "pgtrigger",
    "django_fsm",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.humanize",  # allauth says when a passkey was last used
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.forms",  # TemplatesSetting finds the widgets' own templates here
]

MIDDLEWARE = [
    "coalition.middleware.ResponseHeadersMiddleware",
    "coalition.logs.RequestIdMiddleware",
    "coalition.request_metrics.CountingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "coalition.middleware.ContentSecurityPolicyMiddleware",
    "coalition.probes.ProbesMiddleware",
    "coalition.middleware.HostsMiddleware",
    "coalition.errors.AwayMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "coalition.cms.visibility.RowPermissionsMiddleware",
    "coalition.cms.deletion.KeptRowsMiddleware",
    "coalition.cms.forms.IncompleteFormMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "coalition.users.middleware.RequireMfaMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "coalition" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coalition.pages.context_processors.site",
            ],
            "builtins": ["coalition.pages.templatetags.components"],
        },
    }
]

# Database: the embedded PostgreSQL unless DATABASE_URL names another. Behind a pooler in transaction mode
# LISTEN_DATABASE_URL leads past it: the caches hear of changes by one connection of their own.
LISTEN_DATABASE_URL = env.listening("LISTEN_DATABASE_URL", "") or ""
DATABASES = {
    "default": {
        **database_settings(
            env.str("DATABASE_URL", ""),
            data_directory=VAR_DIR / "postgres",
        ),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": bool(LISTEN_DATABASE_URL),  # a pooler gives each statement another session
    }
}
MIGRATE_LOCK_TIMEOUT = 2.0  # seconds that a migration waits for a lock at each try
DATABASE_STATEMENT_TIMEOUT = 10.0  # seconds, in a web process: timeouts.py

# Languages: four at parity; Arabic is right to left.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("es", _("Spanish")), ("ar", _("Arabic"))]
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "coalition" / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "coalition.formats"  # of libraries; our own pages and mails use coalition/dates.py
WAGTAIL_I18N_ENABLED = True
# Zones come from the locked package `tzdata` alone, the same on every machine (decision 0016-wall-time-is-the-fact).
reset_tzpath(())
ZoneInfo.clear_cache()
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BUILT_STATIC if (BUILT_STATIC := BASE_DIR / "static").exists() else VAR_DIR / "static"  # as an image has
STATICFILES_DIRS = [BASE_DIR / "coalition" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"  # uploads of town halls: never below a public path
SHARE_ROOT = VAR_DIR / "share"  # images of shared links: drawn anew where they are missing
# A bucket of an S3-compatible store instead of the two folders (decision 0029-backups-and-hosts).
BUCKET = env.bucket("BUCKET_URL", "")  # https://key:secret@store.example/bucket, perhaps with a folder behind
BUCKET_URL, BUCKET_REGION, BUCKET_KEY, BUCKET_SECRET = BUCKET or ("", "us-east-1", "", "")
STORAGES = {
    "default": {"BACKEND": "coalition.privacy.storage.WholeStorage"},
    "staticfiles": {"BACKEND": "coalition.privacy.storage.StaticStorage"},
    "private": {
        "BACKEND": "coalition.privacy.storage.PrivateStorage",
        "OPTIONS": {
            "location": PRIVATE_ROOT,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}
if BUCKET_URL:
    in_bucket = "coalition.buckets.storage.BucketStorage"
    STORAGES |= {
        "default": {"BACKEND": in_bucket, "OPTIONS": {"folder": "media", "base_url": MEDIA_URL}},
        "private": {"BACKEND": in_bucket, "OPTIONS": {"folder": "private"}},
    }

# Where the site stands
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")  # links are made of it and of a path
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one clock for all who work on the site

# Mail: one door, coalition.mail
SMTP_OPTIONS: dict[str, object] = {
    **(env.smtp("EMAIL_URL", "smtp://127.0.0.1:1025?tls=no") or {}),
    "ehlo": "",  # what the site calls itself; empty: the machine's own name
    "timeout": 30,  # seconds to connect, and for each command
}
EMAIL_SMTPUTF8 = SMTP_OPTIONS.pop("smtputf8", False)  # letters of all alphabets before the @ (RFC 6531)
MAIL_PROVIDER = env.str("MAIL_PROVIDER", "")  # whom ANYMAIL tells with WEBHOOK_SECRET may tell what came back
ANYMAIL: dict[str, object] = {"IGNORE_UNSUPPORTED_FEATURES": True, **dict(env.json("ANYMAIL", {}) or {})}
MAIL_REPLY_TIMEOUT = 600.0  # seconds for the answer to a whole mail (RFC 5321 4.5.3.2.6)
MAIL_PER_MINUTE = env.int("MAIL_PER_MINUTE", 0)  # the pace of editions and imports; 0 is no limit
# What of this installation stands outside its database (decision 0005-sent-once, decision 0029-backups-and-hosts).
ERASURE_LIST = env.str("ERASURE_LIST", str(VAR_DIR / "erasures.jsonl"))  # who was erased, as digests
BACKUP_RECIPIENTS: list[str] = env.list("BACKUP_RECIPIENTS", [])  # age keys that open what `backup` writes
BACKUP_FOLDER = Path(env.str("BACKUP_FOLDER", str(VAR_DIR / "backups")))
MAIL_EPOCHS: Path | None = VAR_DIR / "epochs"
MAILERS = {"default": {"BACKEND": "coalition.mail.backend.LedgerBackend"}}  # Wagtail's mails, for one
MAIL_FROM_ADDRESS = env.str("MAIL_FROM_ADDRESS", "network@coalition.example")
MAIL_DISCREET_NAME, MAIL_DISCREET_ADDRESS = env.sender("MAIL_DISCREET_FROM", "") or ("", "")
MAIL_DKIM_KEYS: dict[str, tuple[str, str]] = env.dkim("MAIL_DKIM_KEYS", "") or {}
# What comes back is read at name+...@domain, each of the domain that these mails come from; empty: nothing is read.
bounce_addresses: list[str] = list(map(str.strip, env.list("MAIL_BOUNCE_ADDRESSES", []) or []))
bounces = {address.rpartition("@")[2]: address for address in bounce_addresses}
MAIL_DISCREET_BOUNCE_ADDRESS = bounces.pop(MAIL_DISCREET_ADDRESS.rpartition("@")[2], "")
MAIL_BOUNCE_ADDRESS = next(iter(bounces.values()), "")
MAIL_CALENDAR_ADDRESS = env.str("MAIL_CALENDAR_ADDRESS", "")  # calendars answer to name+...@domain; empty: to nobody
MAIL_IMAP: dict[str, Any] = env.imap("MAIL_IMAP_URL", "") or {}
OPERATOR_LANGUAGE, OPERATOR_ADDRESS = env.reader("OPERATOR_ADDRESS", "")
# From how many within an hour on the operator is told; 0 is never (coalition/upkeep).
ALARM_SERVER_ERRORS = env.int("ALARM_SERVER_ERRORS", 5)
ALARM_FAILED_TASKS = env.int("ALARM_FAILED_TASKS", 1)
CONTACT_ADDRESS = env.str("CONTACT_ADDRESS", MAIL_FROM_ADDRESS)  # reads the contact form, unless an editor names others
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM_ADDRESS

# Public forms
RATE_LIMITS_ENABLED = True
PROOF_OF_WORK_TRIES = 3_000  # at most, and half of it on average: see proof_of_work.py

# The trust boundary (coalition/boundary.py): how many proxies of our own stand in front, then the networks of those
# that ask from the open internet. Nothing else tells limits, log-in, scheme or server whom to believe.
TRUSTED_PROXIES, TRUSTED_PROXY_NETWORKS = proxies(env.str("TRUSTED_PROXIES", "0"))
HOST_PORT: str | None = None  # that may stand behind the host that is asked for; None: any (coalition/middleware.py)
HEALTH_TOKEN = env.str("HEALTH_TOKEN", "")  # opens the parts of /health/ from elsewhere
FORCE_SCRIPT_NAME = ""  # the site stands at the root of its host, whatever a server says

# The charter: what signs certificates, of which the demo makes its own, and what signs the log (docs/settings.md).
CHARTER_SIGNING_KEY = env.str("CHARTER_SIGNING_KEY", "")
CHARTER_SIGNING_CERTIFICATE = env.str("CHARTER_SIGNING_CERTIFICATE", "")
CHARTER_LOG_KEY = env.str("CHARTER_LOG_KEY", "")
CHARTER_LOG_FORMER_KEYS = env.str("CHARTER_LOG_FORMER_KEYS", "")  # public keys that signed before, oldest first
CHARTER_LOG_ORIGIN = env.str("CHARTER_LOG_ORIGIN", "")  # the name of a log that was begun anew, else its address
CHARTER_LOG_KEPT = ""  # a file that remembers each checkpoint, beside the database
CHARTER_ARCHIVES = env.str("CHARTER_ARCHIVES", "")  # who keeps checkpoints: addresses, perhaps fr: before
CHARTER_REVIEW_DAYS = 14  # within which a town hall is told that it gets an answer
CHARTER_ISSUER_NAME = env.str("CHARTER_ISSUER_NAME", "")
CHARTER_ISSUER_OFFICE = env.str("CHARTER_ISSUER_OFFICE", "")
CHARTER_TSA_URL = env.str("CHARTER_TSA_URL", "")
CHARTER_TSA_CERTIFICATE = env.str("CHARTER_TSA_CERTIFICATE", "")
CHARTER_TSA_ALLOW_LOOPBACK = False  # nor is an authority on this machine asked

# Where *Leave this site* leads: neutral, known everywhere, in every language. Never fetched before it is pressed.
QUICK_EXIT_URL = "https://www.wikipedia.org/"

# Security headers. Two policies: see coalition/middleware.py.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "frame-src": [CSP.NONE],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
CMS_CSP = {
    **SECURE_CSP,
    # Scripts of the CMS put style elements of their own into the page: https://github.com/wagtail/wagtail/issues/1288.
    "style-src-elem": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
UNUSED_FEATURES = (
    "accelerometer camera display-capture geolocation gyroscope hid magnetometer microphone midi payment serial usb"
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES.split())
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
WHITENOISE_ROOT = BASE_DIR / "coalition" / "root_files"  # icons that browsers look for at the root of the site
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site loads our scripts, styles and fonts
X_FRAME_OPTIONS = "DENY"  # Wagtail lets its own previews through
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the session of the browser: a shared device keeps no sign of a form
CSRF_FAILURE_VIEW = "coalition.views.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "coalition.uploads.fields.CappedUploadHandler",  # first: what is too large for a visitor reaches no disk
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# What counts for security is shared by all processes, in PostgreSQL: coalition/caches.py. Above so many rows those that
# have expired go.
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "coalition.caches.SharedCache",
        "LOCATION": "privacy_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
    # What each process remembers for itself.
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "memory"},
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
}
PAGE_CACHE_ENABLED = SKELETON_MEMORY_ENABLED = True
SITE_WORDS_LIFETIME = 5.0  # seconds that a process which hears no change keeps what editors set: site/site_words.py
DEMO = False

# Queue: procrastinate wakes; the ledgers hold what is owed.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_IMPORT_PATHS = ["coalition.queue"]

# Reports of errors, to a server of the operator's own alone (decision 0029-backups-and-hosts); empty: none.
SENTRY_DSN = error_reports.checked(env.str("SENTRY_DSN", ""))

LOGGING = configuration(
    "INFO",
    {
        "django.server": {"handlers": ["console"], "propagate": False, "level": "WARNING"},
        "django.request": {"filters": ["bad requests"]},
        "django.security.DisallowedHost": {"filters": ["information"]},
        **{name: {"level": "WARNING"} for name in ("procrastinate", "django_tasks", "wagtail", "mail.log")},
    },
)
if SENTRY_DSN:
    error_reports.begin(SENTRY_DSN, project=BASE_DIR)
    LOGGING["handlers"]["reports"] = {"class": "sentry_sdk.integrations.logging.EventHandler", "level": "ERROR"}
    LOGGING["root"]["handlers"].append("reports")
SILENCED_SYSTEM_CHECKS: list[str] = []
FORM_RENDERER = "coalition.cms.forms.ComponentRenderer"
