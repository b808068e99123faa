"""Indicators as search finds them: by their words, and with a place the figure of that place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coalition.caching.memory import recall
from coalition.figures.models import Release
from coalition.figures.presentation import Sheet
from coalition.members.place_names import search_words
from coalition.pages.search import each_with_forms

from .question import Part, Question, Word
from .site_sections import beside_sections

MOST_PLACES = 5  # of one indicator


@dataclass(frozen=True)
class Told:
    """The latest release of an indicator, in the words that a question is compared with."""

    release: int
    url: str
    name: str
    definition: str
    in_name: frozenset[str]
    in_text: frozenset[str]
    places: dict[str, frozenset[str]]  # the words of a place's names in every language, by its code


@dataclass(frozen=True)
class Match:
    told: Told
    in_name: bool  # whether its name alone has what was asked of it
    places: list[str]


@dataclass(frozen=True)
class FoundFigure:
    """An indicator; with a place that was asked too, that place and its newest figure."""

    url: str
    name: str
    text: str
    in_title: bool
    place: str = ""
    place_name: str = ""


def found(question: Question) -> list[FoundFigure]:
    """Return the indicators that answer `question`, the best by name first; where a place is asked, its line of each.

    The latest releases are read once until one is published; where a place is asked, one query for its figures.
    """
    asked = beside_sections(question, "figures/")
    indicators = recall(("indicators", question.language), lambda: _told(question.language))
    matches = [match for told in indicators if (match := _match(told, asked))]
    matches.sort(key=lambda match: not match.in_name)
    named = [match.told.release for match in matches if match.places]
    releases = Release.objects.defer("sums", "withheld").in_bulk(named)
    return [row for match in matches for row in _rows(match, releases)]


def _told(language: str) -> list[Told]:
    releases = list(Release.objects.latest().select_related("indicator").defer("cells", "sums", "withheld"))
    texts = [text for release in releases for text in (release.spoken["name"], " ".join(release.spoken.values()))]
    forms = [frozenset(words.split()) for words in each_with_forms(texts, language)]
    return [
        Told(
            release.pk,
            release.indicator.get_absolute_url(),
            release.spoken["name"],
            release.spoken["definition"],
            name,
            text,
            {code: frozenset(search_words(" ".join(names.values()))) for code, names in release.places.items()},
        )
        for release, name, text in zip(releases, forms[::2], forms[1::2], strict=True)
    ]


def _match(told: Told, question: Question) -> Match | None:
    """Return how `told` answers: by a word of its own at least, and the other words must name a place it has.

    Asked loosely, one word of its own is enough.
    """
    rest = [part for part in question.parts if not _has(told.in_text, part)]
    if len(rest) == len(question.parts):
        return None
    in_name = all(_has(told.in_name, part) for part in question.parts if part not in rest)
    if not rest or question.loosely:
        return Match(told, in_name and not rest, [])
    places = [code for code, words in told.places.items() if all(_has(words, part) for part in rest)]
    return Match(told, in_name, places[:MOST_PLACES]) if places else None


def _has(words: Iterable[str], part: Part) -> bool:
    return any(all(_begins(words, word) for word in way) for way in part.ways)


def _begins(words: Iterable[str], asked: Word) -> bool:
    pieces = [begin.split() for begin in asked.begins]
    return asked.stem in words or any(
        all(any(word.startswith(piece) for word in words) for piece in group) for group in pieces
    )


def _rows(match: Match, releases: dict[int, Release]) -> Iterator[FoundFigure]:
    told = match.told
    if not match.places:
        yield FoundFigure(told.url, told.name, told.definition, match.in_name)
    for place in match.places:
        sheet = Sheet(releases[told.release])
        year = sheet.newest_year(place, sheet.parts[0])
        text = f"{sheet.cell(place, year, sheet.parts[0])} ({year})" if year else ""
        yield FoundFigure(told.url, told.name, text, match.in_name, place, sheet.release.place_name(place))
