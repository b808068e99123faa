"""What `make check` runs, and what it leaves to `make test`."""

import pytest

from tests import fast
from tests.fast import SLOW_FOLDERS, SLOW_MODULES, TESTS


def test_each_module_that_is_left_out_exists() -> None:
    assert [name for name in (*SLOW_FOLDERS, *SLOW_MODULES) if not (TESTS / name).exists()] == []


@pytest.mark.parametrize(("changed", "left_out"), [("README.md", True), ("coalition/users/models.py", False)])
def test_a_test_of_the_database_runs_when_something_beside_it_was_changed(
    changed: str, left_out: bool, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(fast, "changed", lambda: frozenset({changed}))
    module = pytest.Module.from_parent(request.session, path=TESTS / "users" / "test_proof.py")
    assert {fast.is_left_out(item) for item in module.collect() if isinstance(item, pytest.Function)} == {left_out}
