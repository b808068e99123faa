"""procrastinate's own command, of which the worker greets in JSON, as all other lines of the log are."""

import logging
from contextlib import nullcontext, redirect_stderr
from io import StringIO
from typing import Any

from procrastinate.contrib.django.management.commands.procrastinate import Command as Procrastinate

logger = logging.getLogger(__name__)


class Log(StringIO):
    """What is printed here is told to the log."""

    def write(self, text: str) -> int:
        """Tell one line; `print` ends it by a second call."""
        if words := text.strip():
            logger.info(words)
        return len(text)


class Command(Procrastinate):
    def handle(self, *args: Any, **options: Any) -> None:
        """Run it; what a worker prints would stand between lines that programs read."""
        with redirect_stderr(Log()) if options["command"] == "worker" else nullcontext():
            super().handle(*args, **options)
