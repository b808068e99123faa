"""Which parameters of an address an answer may depend on: the others make no entry of the page cache.

Whoever invents parameters is answered by Django, and fills no memory. What social networks and mail programs add to
links is dropped before; the rest is put in one order and one spelling, so that one answer has one key.
"""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

# What lists, searches, calendars, open data and pages of recordings read. One that is missing here is read all the
# same, and its answer is made anew each time.
KNOWN = frozenset({
    "ad_referendum", "at", "audience", "captions", "cell", "country", "deliverable",
    "from", "ground", "identifier", "in", "ink", "kind", "language", "link", "member", "metadataPrefix", "mode",
    "observatory", "p", "page", "q", "quality", "region", "resumptionToken", "section", "series", "set", "signed",
    "sort", "status", "t", "table", "theme", "topic", "track", "until", "upcoming", "verb",
    "view", "year", "zone",
})  # fmt: skip
ADDED_BY_OTHERS = ("utm_", "mtm_", "pk_")
ADDED = {"fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid", "si", "twclid"}


@lru_cache(maxsize=1024)
def canonical(query: str) -> str | None:
    """Return `query` in its one spelling, without what others added to it; None where it asks what nobody knows.

    Several values of one name keep their order.
    """
    if not query.isascii():
        return None
    pairs = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if name not in ADDED and not name.startswith(ADDED_BY_OTHERS)
    ]
    if any(name not in KNOWN for name, _value in pairs):
        return None
    return urlencode(sorted(pairs, key=lambda pair: pair[0]))
