"""`make demo`: the whole site with demonstration content, on real parts, until Ctrl-C."""

import argparse
import hashlib
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import urlsplit

from coalition.postgres import MARKED, ask
from coalition.stack import ROOT, WORKERS, Stack, StackFailed, free_port, port_is_free

ADDRESSES = (
    ("The site", "/"),
    ("Back office", "/cms/"),
    ("Every mail that was sent", "/demo/mail/"),
    ("A door, and tickets", "/demo/door/"),
    ("Components", "/demo/components/"),
    ("Health", "/health/"),
)


# What the preparation reads, and what is in the database after it.
FOLDERS = ("charter", "coalition", "events", "home", "newsletters", "requirements", "webinars")
STATE = "SELECT concat_ws(' ', count(*), max(id), (SELECT count(*) FROM wagtailcore_site)) FROM django_migrations"


class Stop(Exception):
    """Someone asked the demo to end."""


class Sink:
    """An SMTP server for the demo that accepts every mail and keeps none: /demo/mail/ reads the ledger."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Accept one message (the name is aiosmtpd's)."""
        return "250 OK"


class Parts(Stack):
    """One worker for all queues: each would load the site by itself."""

    workers = {"worker": ",".join(WORKERS.values())}

    def start(self) -> None:
        """Prepare the database unless it is, and start one part after another. Raises StackFailed."""
        from django.conf import settings

        known = code()
        if is_prepared(settings.DATABASES["default"], known):
            self.start_web()
        else:
            self._prepare(known)
        self.wait_until_ready()
        self.start_workers()

    def _prepare(self, known: str) -> None:
        """Make the content while the web server loads the site, which answers nobody before: it has no process yet."""
        migrate()
        processes, self.web_processes = self.web_processes, 0
        self.start_web()
        load(known)
        self._wait(lambda: not port_is_free(self.port), "The web server did not listen")
        for _process in range(processes):
            self.children["web"].send_signal(signal.SIGTTIN)  # one more


def refuse(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


def port_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        refuse(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def code() -> str:
    """Return a digest of what the preparation reads: each file of FOLDERS by name, size and time, and SITE_URL."""
    found = hashlib.sha256(os.environ["SITE_URL"].encode())
    for folder, _folders, names in sorted(entry for name in FOLDERS for entry in os.walk(ROOT / name)):
        for path in (Path(folder, name) for name in sorted(names) if not folder.endswith("__pycache__")):
            found.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return found.hexdigest()


def is_prepared(database: dict[str, Any], known: str) -> bool:
    """Return whether `database` was prepared by this very code, and is as it was then; asked without loading Django."""
    statement = f"SELECT obj_description(to_regclass('{MARKED}'), 'pg_class') = concat_ws(' ', %s::text, ({STATE}))"
    return bool(ask(database, statement, known))


def migrate() -> None:
    """Bring the database up to date."""
    import django
    from django.core.management import call_command
    from django.db import Error, connection

    django.setup()
    try:
        connection.ensure_connection()
    except Error as error:  # unreachable, unknown, closed to this user, or older than Django takes
        reason = str(error).strip().splitlines()[0]
        refuse(f"The database of DATABASE_URL cannot be reached ({reason}): correct DATABASE_URL, or unset it.")
    print("Preparing the database ...", flush=True)
    call_command("migrate", verbosity=0)


def load(known: str) -> None:
    """Load the demonstration content where it is missing, and mark the database as prepared by the code `known`."""
    from django.core.management import call_command
    from django.db import connection

    call_command("load_demo", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        cursor.execute(f"COMMENT ON TABLE {MARKED} IS %s", [f"{known} {cursor.fetchone()[0]}"])
    connection.close()


def announce(url: str) -> None:
    from home.demo import ACCOUNTS, ADMIN_USERNAME, DEMO_PASSWORD

    print("\nThe demonstration is ready.\n")
    for label, path in ADDRESSES:
        print(f"  {label:<26}{url}{path}")
    print(f"\n  Log in as {ADMIN_USERNAME!r} with the password {DEMO_PASSWORD!r}.")
    print(f"  With the same password, one for each kind of work: {', '.join(ACCOUNTS)}.")
    print("  Ctrl-C stops everything.\n", flush=True)


def run(port: int) -> None:
    """Start every part and wait; stop them all at the end, however it comes."""
    from aiosmtpd.controller import Controller

    sink = Controller(Sink(), hostname="127.0.0.1", port=urlsplit(os.environ["EMAIL_URL"]).port or 0)
    sink.start()
    try:
        with Parts(port=port, environment={}) as stack:
            announce(stack.url)
            while True:
                time.sleep(0.5)
                stack.check()
    finally:
        sink.stop()


def stop(signum: int, frame: FrameType | None) -> None:
    """Turn a signal into an orderly end."""
    raise Stop


def main() -> None:
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--port", default="8000")
    port = port_number(parser.parse_args().port)
    if not port_is_free(port):
        refuse(f"Port {port} is in use: stop what listens there, or choose another one with PORT=8001.")
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.demo")
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    os.environ.setdefault("EMAIL_URL", f"smtp://127.0.0.1:{free_port()}?tls=no")
    try:
        run(port)
    except Stop:
        print("Stopped.", flush=True)
    except StackFailed as error:
        refuse(str(error))


if __name__ == "__main__":
    main()
