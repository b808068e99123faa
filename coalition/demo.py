"""`make demo`: the whole site with demonstration content, on real parts, until Ctrl-C."""

import argparse
import hashlib
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any, NoReturn
from urllib.parse import urlsplit

from coalition.postgres import MARKED, ask, refuse_production
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


class Parts(Stack):
    """One worker for all queues: each would load the site by itself."""

    workers = {"worker": ",".join(WORKERS.values())}

    def start(self) -> None:
        """Prepare the database unless it is, then start the web server. Raises StackFailed."""
        from django.conf import settings

        known, processes = code(), self.web_processes
        if is_prepared(settings.DATABASES["default"], known):
            self.start_web()
        else:
            self.web_processes = 0  # it loads the site meanwhile, and answers nobody yet
            prepare(known, self.start_web)
            self._wait(lambda: not port_is_free(self.port), "The web server did not listen")
            for _process in range(processes):
                self.children["web"].send_signal(signal.SIGTTIN)  # one more
                time.sleep(0.2)  # two that come at once are one
        self.wait_until_ready()


def refuse(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


def port_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        refuse(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def code() -> str:
    """Return a digest of what the preparation reads: SITE_URL, and each file of FOLDERS by name, size and time."""
    paths = sorted(path for name in FOLDERS for path in (ROOT / name).rglob("*.*") if path.suffix != ".pyc")
    files = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
    return hashlib.sha256(repr([os.environ["SITE_URL"], files]).encode()).hexdigest()


def is_prepared(database: dict[str, Any], known: str) -> bool:
    """Return whether `database` was prepared by this very code, and is as it was then; asked without loading Django."""
    statement = f"SELECT obj_description(to_regclass('{MARKED}'), 'pg_class') = concat_ws(' ', %s::text, ({STATE}))"
    return bool(ask(database, statement, known))


def prepare(known: str, meanwhile: Callable[[], None]) -> None:
    """Bring the database up to date, load what is missing of the content, and mark it as prepared by the code `known`.

    `meanwhile` is called once the tables are there.
    """
    import django
    from django.core.management import call_command
    from django.db import Error, connection

    django.setup()
    try:
        connection.ensure_connection()
        refuse_production(connection.settings_dict)  # again: the settings could not ask one that was not reached
    except Error as error:  # unreachable, unknown, closed to this user, or older than Django takes
        reason = str(error).strip().splitlines()[0]
        refuse(f"The database of DATABASE_URL cannot be reached ({reason}): correct DATABASE_URL, or unset it.")
    print("Preparing the database ...", flush=True)
    call_command("migrate", verbosity=0)
    meanwhile()
    call_command("load_demo", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        cursor.execute(f"COMMENT ON TABLE {MARKED} IS %s", [f"{known} {cursor.fetchall()[0][0]}"])
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
    from aiosmtpd.handlers import Sink

    with Parts(port=port, environment={}) as stack:
        # It accepts every mail and keeps none: /demo/mail/ reads the ledger. Its thread would not survive a fork.
        sink = Controller(Sink(), hostname="127.0.0.1", port=urlsplit(os.environ["EMAIL_URL"]).port or 0)
        sink.start()
        try:
            stack.start_workers()
            announce(stack.url)
            while True:
                time.sleep(0.5)
                stack.check()
        finally:
            stack.stop("worker")
            sink.stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--port", default="8000")
    port = port_number(parser.parse_args().port)
    if not port_is_free(port):
        refuse(f"Port {port} is in use: stop what listens there, or choose another one with PORT=8001.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # both end by KeyboardInterrupt
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.demo")
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    os.environ.setdefault("EMAIL_URL", f"smtp://127.0.0.1:{free_port()}?tls=no")
    try:
        run(port)
    except KeyboardInterrupt:
        print("Stopped.", flush=True)
    except StackFailed as error:
        refuse(str(error))


if __name__ == "__main__":
    main()
