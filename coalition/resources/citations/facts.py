"""What a citation says, before any format."""

from dataclasses import dataclass

from django.conf import settings

from coalition.pages.skeleton import path_of
from coalition.resources.givers import Giver
from coalition.resources.models import Resource, ResourcePage


@dataclass(frozen=True)
class Person:
    """An author: family name, given name (may be empty)."""

    family: str
    given: str = ""


@dataclass(frozen=True)
class Citation:
    """The facts of one resource in one language. `url` is its page here; `language` an ISO 639-1 code."""

    key: str
    kind: str
    title: str
    year: int
    language: str
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
        """Who wrote it, in one line: as a reader would cite it."""
        people = (f"{person.family}, {person.given}" if person.given else person.family for person in self.people)
        return "; ".join((*people, *self.bodies))


def citation(page: ResourcePage, giver: Giver | None = None) -> Citation:
    """Return what is cited of `page`, given by `giver`. Bodies are named always, people where that is safe."""
    resource = page.resource
    return Citation(
        key=resource.key,
        kind=resource.kind,
        title=one_line(page.title),
        year=resource.year,
        language=page.locale.language_code,
        url=f"{settings.SITE_URL}{path_of(page)}",
        people=people(resource) if may_name_people(resource, giver) else (),
        bodies=tuple(lines(resource.bodies)),
        publisher=one_line(resource.publisher),
        doi=resource.doi,
    )


def may_name_people(resource: Resource, giver: Giver | None) -> bool:
    """Say whether authors are shown: never of a place at risk, nor of a place that nobody knows."""
    return not giver.at_risk if giver is not None else not resource.member_code


def people(resource: Resource) -> tuple[Person, ...]:
    """Return the authors, a line each."""
    parts = (line.partition(",") for line in lines(resource.authors))
    return tuple(Person(family.strip(), given.strip()) for family, _comma, given in parts if family.strip())


def lines(text: str) -> list[str]:
    """Return the lines of `text` that say something."""
    return [found for line in text.splitlines() if (found := one_line(line))]


def one_line(text: str) -> str:
    """Return `text` with each run of spaces, line ends and control characters as one space."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
