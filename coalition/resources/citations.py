"""How a resource is cited, and what machines are told of it. Pages stand above: they are not named by type here."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from coalition.pages.skeleton import path_of

from .givers import Giver
from .licences import LICENCES


@dataclass(frozen=True)
class Person:
    """An author: family name, given name (may be empty)."""

    family: str
    given: str = ""


@dataclass(frozen=True)
class Citation:
    """The facts of one resource in one language. `url` is its page here."""

    title: str
    year: int
    url: str
    people: tuple[Person, ...] = ()
    bodies: tuple[str, ...] = ()
    publisher: str = ""
    doi: str = ""

    @property
    def address(self) -> str:
        """Where a reader finds it for ever: by its DOI, else its page here."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def by(self) -> str:
        people = (f"{person.family}, {person.given}" if person.given else person.family for person in self.people)
        return "; ".join((*people, *self.bodies))


def citation(page: Any) -> Citation:
    """Return what is cited of the resource page `page`. Bodies are named always, people where that is safe."""
    resource = page.resource
    return Citation(
        title=_one_line(page.title),
        year=resource.year,
        url=f"{settings.SITE_URL}{path_of(page)}",
        people=_people(resource) if may_name_people(resource, page.giver) else (),
        bodies=tuple(_lines(resource.bodies)),
        publisher=_one_line(resource.publisher),
        doi=resource.doi,
    )


def may_name_people(resource: Any, giver: Giver | None) -> bool:
    """Say whether authors are shown: never of a place at risk, nor of a place that nobody knows."""
    return not giver.at_risk if giver is not None else not resource.member_code


def _people(resource: Any) -> tuple[Person, ...]:
    parts = (line.partition(",") for line in _lines(resource.authors))
    return tuple(Person(family.strip(), given.strip()) for family, _comma, given in parts if family.strip())


def _lines(text: str) -> list[str]:
    return [found for line in text.splitlines() if (found := _one_line(line))]


def _one_line(text: str) -> str:
    """Return `text` with each run of spaces, line ends and control characters as one space."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def linked_data(page: Any) -> dict[str, Any]:
    """Return what machines are told of a resource page besides: who wrote it, who published it, under which licence."""
    cited = citation(page)
    people = [
        {"@type": "Person", "name": " ".join(filter(None, (person.given, person.family)))} for person in cited.people
    ]
    bodies = [{"@type": "Organization", "name": body} for body in cited.bodies]
    licence = LICENCES.get(page.resource.licence)
    return {
        "author": [*people, *bodies],
        "publisher": {"@type": "Organization", "name": cited.publisher} if cited.publisher else None,
        "license": licence.url if licence else "",
    }
