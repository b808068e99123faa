"""What coalition/upgrades/structure.sql holds, made of the migrations (`python -m tests.structure` writes it)."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection
from psycopg.conninfo import make_conninfo

from coalition.backups import installation
from coalition.upgrades.management.commands.migrate import STRUCTURE, load_structure
from tests.databases import create, digest, drop, instead_of, migrations, server_parameters

# What pg_dump writes beside tables and rows: its comments, what its session is set to, a mark of its own.
BESIDE = re.compile(
    r"^(?:(?:--\n)?-- .*\n(?:--\n)?|\\\w+ .*\n|SET .*;\n|SELECT pg_catalog.set_config.*\n)\n*", re.MULTILINE
)
UUID = re.compile(r"'[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}'")  # Wagtail's pages
APPLIED = re.compile(r"'[\d-]{10} [\d:.]+\+00'(?=\)[,;]$)", re.MULTILINE)  # the last column of django_migrations
# Django runs migrations that do not depend on each other in any order.
SORTED = """
CREATE TEMPORARY TABLE recorded ON COMMIT DROP AS SELECT app, name FROM django_migrations;
TRUNCATE django_migrations RESTART IDENTITY;
INSERT INTO django_migrations (app, name, applied) SELECT app, name, now() FROM recorded ORDER BY app, name;
"""


def first_line() -> str:
    """Return how the file begins; it changes as a migration does."""
    return f"-- Of the migrations {digest(migrations())}; made by `make structure`, not to be edited.\n"


def made_by_migrations() -> str:
    """Return the file as the migrations make it, run one after the other on an empty database.

    PostgreSQL writes some conditions in other words once it has read its own: the second writing stays.
    """
    with _empty_database() as name:
        call_command(Migrate(), interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(SORTED)
        first = dump(name)
    with _empty_database() as name:
        load_structure(first)
        return first_line() + dump(name)


@contextmanager
def _empty_database() -> Iterator[str]:
    """Let Django's connection lead to an empty database, and return its name."""
    name = f"structure_{os.getpid()}"
    create(name)
    try:
        with instead_of(connection, name):
            yield name
    finally:
        drop(name)


def dump(name: str) -> str:
    """Return the tables and rows of database `name` as SQL that is the same on each day."""
    program = installation.find("pg_dump", version=connection.pg_version // 10_000)
    options = ("--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=100")
    address = make_conninfo(**server_parameters(name))
    written = subprocess.run([program, *options, address], capture_output=True, text=True, check=True).stdout
    return APPLIED.sub("now()", UUID.sub("gen_random_uuid()", BESIDE.sub("", written)))


if __name__ == "__main__":
    django.setup()
    STRUCTURE.write_text(made_by_migrations())
