"""Two parts of the demonstration are loaded at once; a failure of either is a failure of the whole."""

import os
import time
from functools import partial
from pathlib import Path

import pytest

from home.demo.loader import LoadingFailed, at_once


def note_process(path: Path) -> None:
    path.write_text(str(os.getpid()))


def test_two_parts_are_loaded_in_two_processes(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"

    at_once(partial(note_process, first), partial(note_process, second))

    assert second.read_text() == str(os.getpid()) != first.read_text() != ""


def test_a_failure_in_the_second_process_is_one_in_this_process():
    with pytest.raises(LoadingFailed):
        at_once(partial(os._exit, 3), lambda: None)


def test_a_failure_in_this_process_ends_the_second_one(tmp_path):
    def wait_and_note() -> None:
        time.sleep(5)
        note_process(tmp_path / "first")

    with pytest.raises(FileNotFoundError):
        at_once(wait_and_note, (tmp_path / "missing").read_text)

    assert not (tmp_path / "first").exists()


@pytest.mark.django_db
def test_within_a_transaction_one_follows_the_other(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"

    at_once(partial(note_process, first), partial(note_process, second))

    assert first.read_text() == second.read_text() == str(os.getpid())
