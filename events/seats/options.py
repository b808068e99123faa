"""Answers to choose from: lines in each language, and for each a key that stays while it is moved or translated."""

from collections.abc import Iterator, Mapping

Words = Mapping[str, str]  # by language, one answer a line
Row = dict[str, str]  # one answer, by language


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def rows(options: Words) -> list[Row]:
    """Return each answer, by language; where a language has fewer than the others, the last ones lack it."""
    found: list[Row] = []
    for language, text in options.items():
        for place, line in enumerate(lines(text)):
            if place == len(found):
                found.append({})
            found[place][language] = line
    return found


def keys_of(options: Words, before: Words, keys: list[str]) -> list[str]:
    """Return the key of each of `options`, which were `before` with `keys`: what is kept of an answer.

    An answer that says the same in one language is the same answer, wherever it stands now; then one of which no
    language is left to compare, at its place. All others are new: whoever chose what stood there keeps it, and nobody
    is made to have said something else.
    """
    now, old = rows(options), dict(zip(keys, rows(before), strict=False))
    found: dict[int, str] = {}
    for place, key in _matches(now, old):
        if place not in found and key not in found.values():
            found[place] = key
    taken = {*keys}
    for place, row in enumerate(now):
        if place not in found:
            found[place] = _new_key(next(iter(row.values())), taken)
            taken.add(found[place])
    return [found[place] for place in range(len(now))]


def _matches(now: list[Row], old: dict[str, Row]) -> Iterator[tuple[int, str]]:
    """Yield which answer may be which of the old ones, the surest first."""
    pairs = [(place, row, key, was) for place, row in enumerate(now) for key, was in old.items()]
    yield from ((place, key) for place, row, key, was in pairs if row.items() & was.items())
    if len(now) != len(old):  # lines came or went: none is at its old place for certain
        return
    for place, (key, was) in enumerate(old.items()):
        if not now[place].keys() & was.keys():
            yield place, key


def _new_key(words: str, taken: set[str]) -> str:
    """Return a key that no answer has had here: its words, so that they can be read once it is offered no more."""
    number, key = 1, words
    while key in taken:
        number += 1
        key = f"{words} ({number})"
    return key
