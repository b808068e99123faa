"""The cache that counts: shared by all processes, but for what each page asks for."""

from collections.abc import Iterator

import pytest

from coalition.caches import SharedCache

OPTIONS = {"timeout": 60}


@pytest.fixture
def processes(db: None) -> Iterator[list[SharedCache]]:
    """The cache as two processes have it."""
    made = [SharedCache("privacy_cacheentry", OPTIONS) for _process in range(2)]
    yield made
    for cache in made:
        cache.clear()
        cache.close()


def test_what_counts_is_seen_by_every_process(processes):
    here, there = processes

    assert (here.add("code", "123456"), there.add("code", "654321")) == (True, False)
    assert (there.get("code"), there.delete("code"), here.get("code")) == ("123456", True, None)
