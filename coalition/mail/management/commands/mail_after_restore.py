"""Say what becomes of the mail that a restored database owes (decision 0005-sent-once)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from coalition import queue
from coalition.mail import epochs
from coalition.mail.models import Epoch


class Command(BaseCommand):
    help = (
        "Without an answer: say whether mail is held, and how much is owed. "
        "send: send it all. drop: send nothing that was owed when the restore was noticed. "
        "own: this copy is an installation of its own from now on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("choice", nargs="?", choices=["send", "drop", "own"])

    def handle(self, *args: Any, choice: str | None, **options: Any) -> None:
        if choice is None:
            self._tell()
            return
        dropped = epochs.decide(choice=choice)
        queue.wake("mail.drain")
        self.stdout.write(f"Mail goes again. Mails and copies of newsletters dropped: {dropped}.")

    def _tell(self) -> None:
        epoch = epochs.held()
        if epoch is None or epoch.held_since is None:
            self.stdout.write("No mail is held.")
            return
        zone = timezone.get_default_timezone()
        since = timezone.localtime(epoch.held_since, zone)
        self.stdout.write(
            f"Mail is held since {since:%Y-%m-%d %H:%M} ({zone}): {Epoch.Reason(epoch.held_because).label}. "
            f"Single mails owed: {epochs.owed(timezone.now()).count()}. Answer with send, drop or own."
        )
