"""The cache that counts: shared by all processes, but for what each page asks for."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from coalition.caches import OWN_MEMORY, SharedCache

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


@pytest.mark.parametrize("key", sorted(OWN_MEMORY))
def test_what_each_page_asks_for_stays_in_the_process(processes, key):
    here, _there = processes
    here.set(key, "roots")

    assert (here.get(key), caches["memory"].get(key)) == ("roots", "roots")
    here.delete(key)
    assert (here.get(key), caches["memory"].get(key)) == (None, None)
