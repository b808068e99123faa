"""The house as it should be: no module too large or too small, and no name of a module with two meanings."""

import subprocess
from collections import Counter

import pytest

from coalition.stack import ROOT

APPS = ("charter", "coalition", "events", "home", "newsletters", "webinars")
LARGEST, SMALLEST = 600, 25  # lines of a module
LARGEST_ROOM = 5_000  # lines
# What Django, Wagtail or a process asks for, and what is called alike because it is alike in each room.
GENERIC = {
    "__main__", "apps", "blocks", "checks", "cms_forms", "cms_urls", "cms_views", "data_urls", "demo", "emails",
    "feeds", "fields", "filters", "formats", "forms", "imports", "middleware", "models", "open_data", "pages", "panels",
    "permissions", "personal_data", "querysets", "services", "settings", "signals", "storage", "tasks", "urls", "views",
    "viewsets", "wagtail_hooks",
}  # fmt: skip
# Two rooms with the same noun for the same thing.
SAME_MEANING = {
    "certificates",  # of an event, of a course: who may have one
    "pdf",  # drawn, and inspected
    "reminders",  # of signatures, of events
    "states",
}
FOLDERS_OF_DJANGO = ("formats", "management", "migrations", "settings", "templatetags")


@pytest.fixture(scope="module")
def modules() -> dict[str, int]:
    """The lines of each module of the product, by its path, but for those that Django looks for in a folder."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *(f"{app}/*.py" for app in APPS)],
        cwd=ROOT, check=True, capture_output=True, text=True, timeout=30,
    ).stdout.split()  # fmt: skip
    paths = [ROOT / name for name in listed if not set(FOLDERS_OF_DJANGO) & set(name.split("/"))]
    found = [path for path in paths if path.exists() and path.name != "__init__.py"]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in found}


def name_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".py")


def test_no_module_is_too_large_and_none_too_small_to_be_one(modules):
    assert {path: lines for path, lines in modules.items() if lines > LARGEST} == {}
    small = {path for path, lines in modules.items() if lines < SMALLEST and name_of(path) not in GENERIC}
    assert small <= {
        "charter/ledger/chain.py",
        "coalition/demo_urls.py",
        "events/languages.py",
        "home/demo/content_files.py",
    }


def test_no_room_takes_more_than_an_hour_to_read(modules):
    rooms = Counter[str]()
    for path, lines in modules.items():
        rooms[path.rpartition("/")[0]] += lines

    assert {room: lines for room, lines in rooms.items() if lines > LARGEST_ROOM} == {}


def test_a_name_has_one_meaning_in_the_whole_project(modules):
    names = Counter(name_of(path) for path in modules)

    assert sorted(name for name, count in names.items() if count > 1 and name not in GENERIC | SAME_MEANING) == []
