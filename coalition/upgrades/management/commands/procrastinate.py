"""procrastinate's own command: what it prints is told in JSON, as all other lines of a worker's log are."""

import logging
from contextlib import redirect_stderr
from io import StringIO
from typing import Any

from procrastinate.contrib.django.management.commands.procrastinate import Command as Procrastinate


class Log(StringIO):
    """What is printed here is told to the log."""

    def write(self, text: str) -> int:
        if words := text.strip():
            logging.getLogger(__name__).info(words)
        return len(text)


class Command(Procrastinate):
    def handle(self, *args: Any, **options: Any) -> None:
        with redirect_stderr(Log()):
            super().handle(*args, **options)
