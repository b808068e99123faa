"""PostgreSQL tells every process when a public table changed: what makes each cache of this app right.

A trigger on each such table calls `pg_notify`, which is delivered when the transaction commits, whoever made the
change: another process, a command, or a person with psql.
"""

import logging
import threading
import time
from typing import Any

import psycopg
from django.apps import AppConfig, apps
from django.db import connection

logger = logging.getLogger(__name__)

CHANNEL = "coalition_pages"
HEARTBEAT = 1.0  # seconds between two looks at the connection
PATIENCE = 5.0  # seconds without a look: the connection may hang, so nothing that is kept counts any more

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
    "charter_coveredgovernment",  # these three follow public tables, in the same transaction
    "charter_signatory",
    "charter_signatorycount",
    "events_registration",
    "newsletters_delivery",
    "newsletters_subscriber",
    "members_contact",
    "wagtailcore_modellogentry",
    "wagtailcore_pagelogentry",
    "wagtailsearch_indexentry",
    "users_user",
}


class Changes:
    """Listen to PostgreSQL in a thread; `generation` rises with each change, `listening` says whether we hear."""

    def __init__(self) -> None:
        self.generation = 0
        self._connected = False
        self._looked_at = 0.0
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def listening(self) -> bool:
        """Whether a change that is committed now would be heard."""
        return self._connected and time.monotonic() - self._looked_at < PATIENCE

    def start(self) -> None:
        """Start the thread once in this process."""
        if self._thread is not None:
            return
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="changes", daemon=True)
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
                logger.warning("The caches lost their database connection: %s", type(error).__name__)
            self._connected = False
            self._change()
            self._stopping.wait(1)

    def _listen(self) -> None:
        parameters = connection.get_connection_params()
        known = {key: parameters[key] for key in ("host", "port", "user", "password", "dbname") if key in parameters}
        with psycopg.connect(**known, autocommit=True) as listener:
            listener.execute(f"LISTEN {CHANNEL}")
            self._change()
            self._looked_at = time.monotonic()
            self._connected = True
            while not self._stopping.is_set():
                before = self.generation
                for _notification in listener.notifies(timeout=HEARTBEAT):
                    self._change()
                listener.execute("SELECT 1")  # a dead connection is noticed here
                self._looked_at = time.monotonic()
                if self.generation != before:
                    forget_site_roots()  # once more: another thread may have stored what it read before the change

    def _change(self) -> None:
        self.generation += 1
        forget_site_roots()


def forget_site_roots() -> None:
    """Empty Wagtail's cache of where each site begins: by itself it hears of changes in its own process only."""
    from wagtail.models import Site  # late: this module is imported before the apps are ready

    Site.clear_site_root_paths_cache()


changes = Changes()  # one thread and one connection for each process


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
