"""PostgreSQL tells every process when a public table changed: what makes each cache of this app right.

A trigger on each such table calls `pg_notify` with the table's name, which is delivered when the transaction commits,
whoever made the change: another process, a command, or a person with psql.

Whether it is delivered is proven, not supposed. Every few seconds each process sends a notification to itself the way
that changes come, by a connection of DATABASE_URL, and hears it on the one that listens, which asks nothing meanwhile.
The one that sends is made anew again and again: a server that the site has left may live on, and would prove that it
hears itself.
A pooler in transaction mode accepts LISTEN and delivers nothing: such a process hears no proof and keeps nothing.
"""

import logging
import secrets
import threading
import time
from typing import Any

import psycopg
from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from coalition import request_metrics

logger = logging.getLogger(__name__)

CHANNEL = "coalition_pages"
HEARTBEAT = 2.0  # seconds between two notifications to ourselves
PROOF_TIMEOUT = 6.0  # seconds after which the last proof that was heard proves nothing any more
LISTENER_TIMEOUT = 20.0  # seconds without a proof: a new connection may hear better
SPEAKS_FOR = 30.0  # seconds; then the proofs come by a new connection, from wherever DATABASE_URL leads by then

# Tables of the apps below, and of others' apps, that no public page shows or that change with every visitor. What is
# written when an address is known must be among them, or say `ignore_in_cache = True` in its model: a stranger who sees
# a page slow down, because all pages are made anew, would know that it is. Open editors report every few seconds.
SILENT_PREFIXES = (
    "account_",
    "auth_",
    "certificates_",
    "django_",
    "mail_",
    "mfa_",
    "pgtrigger_",
    "privacy_",
    "procrastinate_",
    "wagtailadmin_",
)
SILENT_TABLES = {
    "calls_proposal_conflicts",
    "users_user",
    "wagtailcore_modellogentry",
    "wagtailcore_pagelogentry",
    "wagtailsearch_indexentry",
}


class Changes:
    """Listen to PostgreSQL in a thread; `generation` rises with each change, `listening` says whether we hear."""

    def __init__(self) -> None:
        self.generation = 0
        self._of_all = 0  # the generation in which every table may have changed
        self._of_table: dict[str, int] = {}  # the generation of the last change of each table that was heard since
        self._proven_at = -PROOF_TIMEOUT  # when the last notification to ourselves that was heard was sent
        self._proofs = f"coalition_proof_{secrets.token_hex(8)}"  # a channel of this process alone
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def listening(self) -> bool:
        return time.monotonic() - self._proven_at < PROOF_TIMEOUT

    def generation_of(self, *tables: str) -> int:
        return max(self._of_all, *(self._of_table.get(table, 0) for table in tables))

    def start(self) -> None:
        if self._thread is not None:
            return
        with self._lock:
            if self._thread is None:
                request_metrics.listener()
                self._thread = threading.Thread(target=self._run, name="changes", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with connect(listening_parameters()) as listener:
                    self._listen(listener)
            except psycopg.Error as error:
                logger.warning("The caches lost their database connection: %s: %s", type(error).__name__, error)
            self._proven_at = -PROOF_TIMEOUT
            self._change()
            self._stopping.wait(1)

    def _listen(self, listener: psycopg.Connection) -> None:
        """Hear changes and proofs until we are stopped, or no proof came for LISTENER_TIMEOUT seconds."""
        for channel in (CHANNEL, self._proofs):
            listener.execute(f"LISTEN {channel}")
        self._change()  # what was changed before is seen from here on
        proven_at = began = time.monotonic()
        while not self._stopping.is_set() and time.monotonic() - proven_at <= LISTENER_TIMEOUT:
            with connect(database_parameters()) as speaker:
                proven_at = self._prove(listener, speaker, proven_at)
        if not self._stopping.is_set():
            logger.warning(
                "The caches are off: no notification of PostgreSQL was heard for %d seconds. "
                "Behind a pooler in transaction mode, set LISTEN_DATABASE_URL.",
                time.monotonic() - began,
            )

    def _prove(self, listener: psycopg.Connection, speaker: psycopg.Connection, proven_at: float) -> float:
        """Send proofs by `speaker` and hear for SPEAKS_FOR seconds, or LISTENER_TIMEOUT; return when the last came."""
        until = time.monotonic() + SPEAKS_FOR
        while not self._stopping.is_set() and time.monotonic() < min(until, proven_at + LISTENER_TIMEOUT):
            sent_at, before = time.monotonic(), self.generation
            speaker.execute("SELECT pg_notify(%s, %s)", [self._proofs, str(sent_at)])
            for notification in listener.notifies(timeout=HEARTBEAT):
                if notification.channel == CHANNEL:
                    self._change(notification.payload)
                else:  # whatever was committed before it was sent has been heard too: they come in order
                    proven_at = self._proven_at = float(notification.payload)
                    request_metrics.listener().set_to_current_time()
            if self.generation != before or not self.listening:
                forget_site_roots()  # once more: another thread may have stored what it read before the change
        return proven_at

    def _change(self, table: str = "") -> None:
        """Note that `table` changed; without a name, that any may have."""
        self.generation += 1
        if table:
            self._of_table[table] = self.generation
        else:
            self._of_all = self.generation
        forget_site_roots()


def forget_site_roots() -> None:
    """Empty Wagtail's cache of where each site begins: by itself it hears of changes in its own process only."""
    from wagtail.models import Site  # late: this module is imported before the apps are ready

    Site.clear_site_root_paths_cache()


changes = Changes()  # one thread and two connections for each process


def connect(parameters: dict[str, Any]) -> psycopg.Connection:
    """Open a connection that notices within seconds that the other side is gone."""
    return psycopg.connect(**{"connect_timeout": 10, "tcp_user_timeout": 10_000} | parameters, autocommit=True)


def database_parameters() -> dict[str, Any]:
    """Return how this process reaches its database: every option of DATABASE_URL, such as `sslmode`, among them."""
    parameters = connection.get_connection_params()
    return {name: value for name, value in parameters.items() if name not in {"context", "cursor_factory"}}


def listening_parameters() -> dict[str, Any]:
    """Return how it listens: the same, but for what LISTEN_DATABASE_URL says otherwise."""
    own = conninfo_to_dict(settings.LISTEN_DATABASE_URL)
    kept = database_parameters()
    if "host" in own:
        for name in ("hostaddr", "port"):  # of another host
            kept.pop(name, None)
    return kept | own


def public_tables() -> list[str]:
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not getattr(model, "ignore_in_cache", False)
    }
    return sorted(name for name in tables - SILENT_TABLES if not name.startswith(SILENT_PREFIXES))


def install_triggers(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After migrations, make each public table, and no other, announce its changes (receiver of `post_migrate`)."""
    if using != "default":
        return
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        cursor.execute(
            "CREATE OR REPLACE FUNCTION coalition_page_changed() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN PERFORM pg_notify('{CHANNEL}', TG_TABLE_NAME); RETURN NULL; END $$"
        )
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'page_changed'")
        for (name,) in set(cursor.fetchall()) - {(table,) for table in public_tables()}:
            cursor.execute(f"DROP TRIGGER page_changed ON {name}")  # it was public in an earlier version
        for table in public_tables():
            if table in existing:
                name = connection.ops.quote_name(table)
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER page_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {name} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION coalition_page_changed()"
                )
