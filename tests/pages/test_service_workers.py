"""What every service worker has stands before its own script, once."""

import pytest

from coalition.pages.service_workers import PATIENCE, text_of, worker_script


@pytest.mark.parametrize("name", ["events/door/worker.js", "events/ticket/worker.js", "webinars/offline/worker.js"])
def test_a_worker_is_one_text_with_what_every_worker_has(name):
    script = worker_script(name)

    assert script == text_of(PATIENCE) + "\n" + text_of(name)
    told = ("const PATIENCE", "function withPatience")
    assert [script.count(text) for text in told] == [1, 1]
    assert "await withPatience(" in script
