"""Which tests `make check` runs: those that need no database of the run, and those beside what was changed.

Changed is what differs from `origin/main`, or from the last commit where that is unknown, and what git does not know
yet. Beside `events/door/services.py` are the modules in `tests/events/door`. Left out, unless they lie there, are the
modules below too: they need no such database, but take five seconds or start processes. `make test` runs them, and
leaves to `make attack` what is marked `attack`: what is dear or long.
"""

import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOT = TESTS.parent
DATABASE = {"db", "transactional_db", "live_server"}  # fixtures that need one
SLOW_FOLDERS = ("browser",)
SLOW_MODULES = frozenset(
    {
        "buckets/test_backup.py",
        "charter/certificates/test_build.py",
        "events/registrations/test_race.py",
        "figures/test_disclosure.py",
        "home/test_search.py",
        "project/test_error_reports.py",
        "project/test_pointers.py",
        "project/test_supply.py",
        "uploads/test_office.py",
        "uploads/test_readers.py",
        "uploads/test_uploads.py",
    }
)


def is_left_out(item: pytest.Item) -> bool:
    """Say whether `make check` leaves this test to `make test`; one in a file outside the tests is a test of tests."""
    module = item.path
    if not module.is_relative_to(TESTS) or module in beside(changed()):
        return False
    name = module.relative_to(TESTS).as_posix()
    if name.partition("/")[0] in SLOW_FOLDERS or name in SLOW_MODULES:
        return True
    if module.parent in beside(changed()):
        return False
    return bool(item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", ())))


@cache
def beside(files: frozenset[str]) -> frozenset[Path]:
    """Return the modules and folders of tests that lie beside `files`, paths from the project's root."""
    return frozenset(found for file in files for found in _beside(Path(file)))


@cache
def changed() -> frozenset[str]:
    """Return the paths, from the project's root, of what was changed; nothing where git cannot tell."""
    known = _git("rev-parse", "--verify", "--quiet", "origin/main")
    different = _git("diff", "--name-only", "--merge-base", known[0] if known else "HEAD")
    return frozenset([*different, *_git("ls-files", "--others", "--exclude-standard")])


def _beside(file: Path) -> Iterable[Path]:
    parts = file.parts[1:] if file.parts[0] == "coalition" else file.parts
    if parts[0] == "tests":
        return [ROOT / file] if file.name.startswith("test_") else []
    folders = (TESTS.joinpath(*parts[:length]) for length in range(len(parts) - 1, 0, -1))
    return [folder for folder in folders if folder.is_dir()][:1]


def _git(*words: str) -> list[str]:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
