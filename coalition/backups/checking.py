"""What is looked at before a restore changes anything."""

import hashlib
from pathlib import Path

from django.db import connection

from coalition.privacy import erasures
from coalition.privacy.replaying import secrets
from coalition.upgrades.checking import server_version, unknown_of

from . import stores
from .manifest import DATABASE, NAME, Manifest
from .refusals import Refused

TABLES = (
    "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')"
)


def is_fresh() -> None:
    """See that database and stores of this installation are empty. Raises Refused."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        (tables,) = cursor.fetchone()
    if tables:
        raise Refused(f"The database {connection.settings_dict['NAME']} is not empty: restore into a new one.")
    for folder in stores.NAMES:
        if not stores.is_empty(folder):
            raise Refused(f"The store of {folder} files is not empty: restore into a new one.")


def manifest(folder: Path) -> Manifest:
    """Return the manifest of the backup in `folder`, if every file is what it says. Raises Refused."""
    path = folder / NAME
    if not path.is_file():
        raise Refused("This backup is damaged or was cut short: it has no manifest.")
    told = Manifest.opened(path.read_bytes(), secrets=secrets())
    found = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {NAME}
    if found != told.files.keys() or DATABASE not in found:
        raise Refused("This backup is damaged: its files are not those that its manifest names.")
    for name, (size, digest) in told.files.items():
        with (folder / name).open("rb") as file:
            if (folder / name).stat().st_size != size or hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise Refused(f"This backup is damaged: {name} is not what its manifest says.")
    return told


def fits(told: Manifest) -> None:
    """See that this code and this server can carry the backup on. Raises Refused."""
    if unknown := unknown_of((app, name) for app, name in told.migrations):
        app, name = unknown[0]
        raise Refused(
            f"This backup is of a newer version of the site: it has {len(unknown)} migrations that this one does not "
            f"know, such as {app}.{name}. Restore with that version."
        )
    if server_version() < told.postgresql:
        raise Refused(f"This backup is of PostgreSQL {told.postgresql}: this server is older.")


def erasures_go_on(told: Manifest, path: Path) -> None:
    """See that the list of erasures holds all that it held when the backup was made, and reads. Raises Refused."""
    if not path.is_file():
        raise Refused(f"There is no list of erasures at {path}: an empty file says that nobody was ever erased.")
    if not erasures.begins_with(path, size=told.erasures["size"], sha256=told.erasures["sha256"]):
        raise Refused(
            f"{path} is not the list of erasures that this backup knows, or a part of it is missing: "
            "whoever was erased would come back."
        )
    try:
        erasures.secrets_of(erasures.read(path), secrets())
    except erasures.BadList as error:
        raise Refused(str(error)) from None
