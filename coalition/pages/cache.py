"""Anonymous pages are cached whole, in each web process, before Django (decision 13).

What is kept: the 200 answers to GET of public HTML pages that neither read nor set a cookie. What makes it
correct: PostgreSQL itself tells every process when a public table changed. A trigger on each such table calls
`pg_notify`, which is delivered when the transaction commits; a process that cannot listen serves nothing from
its cache. A page that was being made while a change arrived is not kept. Entries also end after LIFETIME
seconds, for what changes with the hour (next events).
"""

import gzip
import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import psycopg
from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connection

logger = logging.getLogger(__name__)

CHANNEL = "coalition_pages"
LIFETIME = 60.0  # seconds
HEARTBEAT = 1.0  # seconds between two looks at the connection
MAX_ENTRIES = 2_000
MAX_QUERY = 200  # characters: longer query strings are nobody's shared link
COMPRESSED_FROM = 500  # bytes

# Tables that no public page shows, or that change with every visitor.
PRIVATE_PREFIXES = (
    "account_",
    "auth_",
    "axes_",
    "django_",
    "mail_",
    "mfa_",
    "pgtrigger_",
    "privacy_",
    "procrastinate_",
)
PRIVATE_TABLES = {
    "events_registration",
    "newsletters_delivery",
    "newsletters_subscriber",
    "members_contact",
    "wagtailcore_modellogentry",
    "wagtailcore_pagelogentry",
    "wagtailsearch_indexentry",
    "users_user",
}

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class Form:
    """An answer in one encoding, ready to send."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes


@dataclass(frozen=True)
class Entry:
    """One kept answer, plain and compressed; `zipped` is `plain` where compressing would not help."""

    plain: Form
    zipped: Form
    expires: float


class Changes:
    """Listen to PostgreSQL in a thread; `generation` rises with each change, `listening` says whether we hear."""

    def __init__(self) -> None:
        self.generation = 0
        self.listening = False
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the thread once in this process."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="page-cache", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread and its connection."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except psycopg.Error as error:
                logger.warning("The page cache lost its database connection: %s", type(error).__name__)
            self.listening = False
            self.generation += 1
            self._stopping.wait(1)

    def _listen(self) -> None:
        parameters = connection.get_connection_params()
        known = {key: parameters[key] for key in ("host", "port", "user", "password", "dbname") if key in parameters}
        with psycopg.connect(**known, autocommit=True) as listener:
            listener.execute(f"LISTEN {CHANNEL}")
            self.generation += 1
            self.listening = True
            while not self._stopping.is_set():
                for _notification in listener.notifies(timeout=HEARTBEAT):
                    self.generation += 1
                listener.execute("SELECT 1")  # a dead connection is noticed here


class PageCache:
    """WSGI middleware: answer from memory what every anonymous visitor gets the same."""

    def __init__(self, application: Application, changes: Changes | None = None) -> None:
        self.application = application
        self.changes = changes or Changes()
        self.entries: OrderedDict[str, Entry] = OrderedDict()
        self.generation = -1
        self.lock = threading.Lock()
        self.languages = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self.is_public(environ):
            return self.application(environ, start_response)
        self.changes.start()
        key = f"{environ.get('HTTP_HOST', '')}{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}"
        if entry := self.find(key):
            return answer(entry, environ, start_response)
        return self.make(key, environ, start_response)

    def is_public(self, environ: Environ) -> bool:
        """Say whether this request could have one answer for everybody."""
        cookies = environ.get("HTTP_COOKIE", "")
        return (
            environ["REQUEST_METHOD"] in {"GET", "HEAD"}
            and environ["PATH_INFO"].startswith(self.languages)
            and settings.SESSION_COOKIE_NAME not in cookies
            and "messages" not in cookies
            and len(environ.get("QUERY_STRING", "")) <= MAX_QUERY
        )

    def find(self, key: str) -> Entry | None:
        """Return the kept answer, unless something changed, it is too old, or we cannot hear of changes."""
        if self.generation != self.changes.generation:
            with self.lock:
                self.entries.clear()
                self.generation = self.changes.generation
        entry = self.entries.get(key)
        if entry is None or not self.changes.listening or entry.expires < time.monotonic():
            return None
        return entry

    def make(self, key: str, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let the application answer, and keep the answer where that is right."""
        generation = self.changes.generation
        captured: list[Any] = []

        def capture(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            captured[:] = [status, headers]
            return lambda data: None

        result = self.application(environ, capture)
        status, headers = captured
        if environ["REQUEST_METHOD"] != "GET" or not is_shared(status, headers):
            start_response(status, headers)
            return result
        try:
            body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        entry = make_entry(headers, body)
        with self.lock:
            if self.changes.listening and generation == self.changes.generation == self.generation:
                self.entries[key] = entry
                while len(self.entries) > MAX_ENTRIES:
                    self.entries.popitem(last=False)
        return answer(entry, environ, start_response)


def is_shared(status: str, headers: Headers) -> bool:
    """Say whether an answer is the same for everybody: 200, HTML, no cookie read or set, no nonce, not private."""
    values = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200")
        and values.get("content-type", "").startswith("text/html")
        and "set-cookie" not in values
        and "content-encoding" not in values
        and "cookie" not in values.get("vary", "").lower()
        and "'nonce-" not in values.get("content-security-policy", "")
        and not any(word in values.get("cache-control", "") for word in ("no-store", "private"))
    )


def make_entry(headers: Headers, body: bytes) -> Entry:
    """Return what to keep of an answer: the ETag is of the body, so it changes when and only when the page does."""
    dropped = {"content-length", "etag", "cache-control", "vary", "x-request-id"}
    kept = [(name, value) for name, value in headers if name.lower() not in dropped]
    kept += [("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding")]
    digest = hashlib.sha256(body).hexdigest()[:32]
    plain = make_form(kept, body, f'"{digest}"')
    zipped = plain
    if len(body) >= COMPRESSED_FROM:
        encoded = [*kept, ("Content-Encoding", "gzip")]
        zipped = make_form(encoded, gzip.compress(body, 6, mtime=0), f'"{digest}-gzip"')
    return Entry(plain, zipped, time.monotonic() + LIFETIME)


def make_form(headers: Headers, body: bytes, etag: str) -> Form:
    """Return an answer with its final headers, whole and for 304 (which has no length and no encoding)."""
    unchanged = [(name, value) for name, value in headers if name != "Content-Encoding"]
    whole = [*headers, ("ETag", etag), ("Content-Length", str(len(body)))]
    return Form(etag, whole, [*unchanged, ("ETag", etag)], body)


def answer(entry: Entry, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with `entry`: 304 when the client has it, compressed when the client can (RFC 9110, 13.1.2)."""
    form = entry.zipped if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else entry.plain
    if asked := environ.get("HTTP_IF_NONE_MATCH"):
        tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
        if form.etag in tags or "*" in tags:
            start_response("304 Not Modified", form.unchanged)
            return []
    start_response("200 OK", form.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def public_tables() -> list[str]:
    """Return the tables whose change may change a public page."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    return sorted(name for name in tables if name not in PRIVATE_TABLES and not name.startswith(PRIVATE_PREFIXES))


def install_triggers(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After migrations, make each public table announce its changes (receiver of `post_migrate`)."""
    if using != "default":
        return
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        cursor.execute(
            "CREATE OR REPLACE FUNCTION coalition_page_changed() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END $$"
        )
        for table in public_tables():
            if table in existing:
                name = connection.ops.quote_name(table)
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER page_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {name} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION coalition_page_changed()"
                )
