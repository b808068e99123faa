"""The keys of backups: this machine knows those that close one, a person elsewhere keeps the one that opens it."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .refusals import Refused

COMMENT = "#"


def recipients(written: Iterable[str]) -> list[Any]:
    """Return the keys of BACKUP_RECIPIENTS that close a backup (`age1...`, `ssh-ed25519 ...`). Raises Refused."""
    from pyrage import RecipientError, ssh, x25519

    found = []
    for text in filter(None, map(str.strip, written)):
        try:
            found.append(ssh.Recipient.from_str(text) if text.startswith("ssh-") else x25519.Recipient.from_str(text))
        except RecipientError:
            raise Refused(f"BACKUP_RECIPIENTS names no key of age: {text[:12]}…") from None
    if not found:
        raise Refused("BACKUP_RECIPIENTS names no key: manage.py backup_key makes one.")
    return found


def identities(path: Path) -> list[Any]:
    """Return the secret keys in the file `path`, as `backup_key`, age-keygen or ssh-keygen wrote it. Raises Refused."""
    from pyrage import IdentityError, ssh, x25519

    try:
        text = path.read_text()
        if text.startswith("-----BEGIN"):
            return [ssh.Identity.from_buffer(text.encode())]
        lines = [line.strip() for line in text.splitlines()]
        found = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith(COMMENT)]
    except (OSError, UnicodeDecodeError, IdentityError):
        raise Refused(f"{path} is no file of secret keys of age.") from None
    if not found:
        raise Refused(f"{path} holds no secret key of age.")
    return found


def make(path: Path) -> str:
    """Write a new secret key to `path`, which its owner alone reads; return the key that closes. Raises Refused."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None
    with os.fdopen(descriptor, "w") as file:
        file.write(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())
