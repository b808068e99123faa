"""The file that an empty database gets its tables from is what the migrations make."""

import pytest
from django.db import connection

from coalition.upgrades.management.commands.migrate import STRUCTURE, TRIGRAMS
from tests.structure import first_line, made_by_migrations


def test_the_file_is_of_todays_migrations():
    assert STRUCTURE.read_text().startswith(first_line()), "a migration changed: run `make structure`"


@pytest.mark.attack
@pytest.mark.filterwarnings("ignore")  # of libraries
def test_the_migrations_make_what_the_file_holds(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        assert made_by_migrations() == STRUCTURE.read_text()


@pytest.mark.django_db
def test_parts_of_addresses_are_indexed_where_the_server_can_and_elsewhere_nothing_happens():
    with connection.cursor() as cursor:
        cursor.execute(TRIGRAMS)

        cursor.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'")
        (available,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname LIKE '%_trigrams'")
        assert cursor.fetchone() == (2 * available,)
