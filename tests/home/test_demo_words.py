"""The demonstration's texts do not say again and again that they are invented: the banner does."""

import re

import pytest

from home.demo.reading import read

SAYS_SO = re.compile(
    r"invented|demonstration|illustrative|fiction|inventée?s?\b|illustratif|démonstration|inventad[oa]s?\b|demostración"
    r"|ilustrativ|متخيَّل|توضيحي|العرض التجريبي",
    re.IGNORECASE,
)
# Where a reader must know it before acting: the page about the site, what a signature here means, whose data is kept,
# and who would be cited as the author.
MAY = {("pages", "about"), ("pages", "privacy"), ("charter", "notice"), ("resources", "bodies")}
FACTS = {"fictional", "illustrative_hours", "version", "population_source"}


def texts(value: object, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    """Return each text below `value`, with its keys; of a list, the slug or the key of its item."""
    if isinstance(value, dict):
        here = (*path, str(value.get("slug") or value.get("key") or "")) if path else path
        return [found for name, item in value.items() if name not in FACTS for found in texts(item, (*here, name))]
    if isinstance(value, list):
        return [found for item in value for found in texts(item, path)]
    return [(path, value)] if isinstance(value, str) else []


@pytest.mark.parametrize(
    "name", ["charter", "events", "members", "news", "newsletters", "pages", "replays", "resources"]
)
def test_texts_do_not_announce_that_they_are_invented(name):
    said = [(path, text) for path, text in texts(read(name), (name,)) if SAYS_SO.search(text)]

    assert [found for found in said if not any({name, key} <= {*found[0]} for name, key in MAY)] == []
