"""House rules of backups, told by `manage.py check --deploy`."""

import os
import shlex
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from . import leftovers


@register(deploy=True)
def check_leftovers(**more: Any) -> list[CheckMessage]:
    """Check that no killed restore left a plain copy of the database on the disk."""
    return [
        Error(
            f"{folder} holds a copy of the database that is not encrypted, left by a process that was killed.",
            hint="Run “coalition backup”: it deletes this folder first. A running worker does so within ten minutes.",
            id="backups.E001",
        )
        for folder in leftovers.find_leftovers()
    ]


@register(deploy=True)
def check_folder(**more: Any) -> list[CheckMessage]:
    """Check that backups can be written into BACKUP_FOLDER, by writing there."""
    folder = Path(settings.BACKUP_FOLDER)
    try:
        with tempfile.NamedTemporaryFile(prefix=".coalition-check-", dir=folder):
            return []
    except OSError as error:
        hint = f"Give it to the user of the site: install -d -o {os.getuid()} -m 0700 {shlex.quote(str(folder))}"
        return [Error(f"BACKUP_FOLDER {folder} cannot be written: {error.strerror}.", hint=hint, id="backups.E002")]
