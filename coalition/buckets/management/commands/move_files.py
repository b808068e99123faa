"""Put the files of this installation into its bucket (decision 0029-backups-and-hosts)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coalition.buckets import client, moving
from coalition.buckets.address import BadAddress


class Command(BaseCommand):
    help = (
        "Store each file below COALITION_VAR in the bucket that BUCKET_URL names, and compare all; the disk keeps it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        different: list[str] = []
        try:
            client.address()
            for moved in moving.move():
                self.stdout.write(f"{moved.folder}: {moved.stored} stored, {moved.there} there already.")
                different += [f"{moved.folder}/{name}" for name in moved.different]
        except BadAddress as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"Not all files were stored, run it again: {error}.") from None
        if different:
            raise CommandError(f"The bucket holds other files under the names of {len(different)}: {different[0]}.")
