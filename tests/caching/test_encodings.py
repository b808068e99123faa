"""A client says what it can unpack, and what it cannot."""

import pytest

from coalition.caching.entries import takes_gzip


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        ("gzip", True),
        ("br, GZip;q=0.001", True),
        ("x-gzip", True),
        ("*", True),
        ("identity, *;q=0.5", True),
        ("", False),
        ("br, deflate", False),
        ("gzip;q=0", False),
        ("br, gzip ; q=0.000", False),
        ("*, gzip;q=0", False),
        ("gzip-like", False),
        ("*;q=0", False),
    ],
)
def test_what_is_packed_is_for_those_who_take_it(accepted, taken):
    assert takes_gzip(accepted) is taken
