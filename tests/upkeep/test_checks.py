"""`coalition check` fails, in one sentence with what to do, where the database cannot be used."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from coalition.stack import ROOT
from tests import production


def test_check_without_a_database_fails_with_one_sentence_and_what_to_do(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--database", "default"],
        cwd=ROOT, env={**os.environ, **production.SAFE, "COALITION_VAR": str(tmp_path), "BACKUP_FOLDER": str(tmp_path)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    (told,) = [line for line in done.stderr.splitlines() if "(upkeep.E001)" in line]
    assert "The database cannot be used: connection failed: " in told
    assert "\tHINT: Start PostgreSQL, and see that DATABASE_URL names" in done.stderr


@pytest.mark.django_db
def test_check_before_all_migrations_names_the_command_that_applies_them(settings, tmp_path):
    settings.BACKUP_FOLDER = tmp_path
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'upkeep'")

    with pytest.raises(SystemCheckError, match="1 migrations are not applied"):
        call_command("check", "--database", "default", deploy=True)
