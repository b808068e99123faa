"""Say whether the world will believe our mail, and what a person must do."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from coalition.mail.preflight.lines import State
from coalition.mail.preflight.names import Dns
from coalition.mail.preflight.report import examine


class Command(BaseCommand):
    help = (
        "Look at the mail server, SPF, DKIM, DMARC and the reverse name of both senders, and print what is missing and "
        "how it is mended. Nothing is sent or changed. The exit code is 1 where something is missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--nameserver", help="ask this one: an IP address, perhaps with :port")

    def handle(self, *args: Any, nameserver: str | None, **options: Any) -> None:
        host, _colon, port = (nameserver or "").partition(":")
        lines = examine(Dns(host, port=int(port or 53)) if host else Dns())
        for line in lines:
            self.stdout.write(str(line))
        if any(line.state is State.MISSING for line in lines):
            raise SystemExit(1)
