"""`make demo`: the whole site with demonstration content, on real parts, until Ctrl-C."""

import argparse
import os
import signal
import sys
import time
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import urlsplit

from coalition.stack import WORKERS, Stack, StackFailed, free_port, port_is_free

ADDRESSES = (
    ("The site", "/"),
    ("Back office", "/cms/"),
    ("Every mail that was sent", "/demo/mail/"),
    ("A door, and tickets", "/demo/door/"),
    ("Components", "/demo/components/"),
    ("Health", "/health/"),
)


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


def refuse(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


def port_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        refuse(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def prepare() -> None:
    """Bring the database up to date and load the demonstration content where it is missing."""
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
    call_command("load_demo", verbosity=0)
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
        prepare()
        run(port)
    except Stop:
        print("Stopped.", flush=True)
    except StackFailed as error:
        refuse(str(error))


if __name__ == "__main__":
    main()
