"""The recipe of docs/how-to.md for a field of the registration, followed in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition.catalogs import LANGUAGES
from coalition.stack import ROOT

from .test_docs import documents

COLUMN = """    job_title = models.CharField(_("job title"), max_length=120, blank=True)

    class Meta:
        abstract = True
"""
ENTRY = """    AnswerField(
        name="job_title",
        form_field=lambda: forms.CharField(
            label=_("Job title of the registrant"), max_length=120, required=False, widget=forms.TextInput
        ),
        is_personal=True,
        is_asked_first=False,
        is_on_own_page=True,
        is_in_list=True,
        is_searchable=True,
    ),
)
ANSWERS = """
FIELDS = "events/registrations/fields.py"
CATALOGS = [f"coalition/locale/{language}/LC_MESSAGES/django.po" for language in LANGUAGES]


@pytest.fixture
def copy() -> Iterator[Path]:
    """Copy the project to a folder that its database server, which runs as another user, may enter."""
    with tempfile.TemporaryDirectory() as folder:
        for path in documents("*"):
            target = Path(folder) / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        yield Path(folder)


def run(copy: Path, *arguments: str) -> str:
    """Run Python in `copy`, which has a database server of its own, and return the output."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "COALITION_VAR")}
    environment |= {"DJANGO_SETTINGS_MODULE": "coalition.settings.test", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


@pytest.mark.attack
def test_recipe_for_a_field_changes_six_files_and_reaches_list_export_erasure_and_own_page(copy: Path):
    recipe = (ROOT / "docs/how-to.md").read_text().partition("## A field of the registration")[2].partition("## ")[0]
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}

    replace(copy / FIELDS, "\n    class Meta:\n        abstract = True\n", COLUMN)
    replace(copy / FIELDS, ")\nANSWERS = ", ENTRY)
    run(copy, "manage.py", "makemigrations", "events", "-n", "registration_job_title")
    run(copy, "-m", "coalition.catalogs")
    for catalog in CATALOGS:
        for message in ("job title", "Job title of the registrant"):
            replace(copy / catalog, f'msgid "{message}"\nmsgstr ""\n', f'msgid "{message}"\nmsgstr "{message}"\n')
    run(copy, "-m", "tests.structure")

    ours = {path for path in copy.rglob("*") if path.is_file() and path.relative_to(copy).parts[0] != "var"}
    changed = {path.relative_to(copy).as_posix() for path in ours if before.get(path) != path.read_bytes()}
    [migration] = [path for path in changed if re.fullmatch(r"events/migrations/\d{4}_registration_job_title.py", path)]
    assert changed == {FIELDS, migration, "coalition/upgrades/structure.sql", *CATALOGS}
    assert [name for name in (FIELDS, "makemigrations", "make structure", "make messages") if name not in recipe] == []

    [test] = re.findall(r"pytest --reuse-db (tests/\S+\.py)`", recipe)
    notice = "tests/home/test_site_tree.py::test_privacy_notice_names_every_answer_of_a_registration"
    run(copy, "-m", "pytest", "-q", test, notice)
