"""How a resource is cited, and what machines are told of it. Pages stand above: they are not named by type here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalition.members.models import GovernmentMerge, LocalGovernment
from coalition.site.paths import path_of

DEED = "https://creativecommons.org/{path}/deed.{language}"


@dataclass(frozen=True)
class Licence:
    """One licence: its identifier, what people call it, and where its words stand (may be empty)."""

    code: str
    name: str
    path: str = ""
    elsewhere: str = ""

    @property
    def url(self) -> str:
        """Where its words stand: those of Creative Commons in the active language."""
        return DEED.format(path=self.path, language=get_language() or "en") if self.path else self.elsewhere


LICENCES = {
    licence.code: licence
    for licence in (
        Licence("CC-BY-4.0", "CC BY 4.0", "licenses/by/4.0"),
        Licence("CC-BY-SA-4.0", "CC BY-SA 4.0", "licenses/by-sa/4.0"),
        Licence("CC-BY-ND-4.0", "CC BY-ND 4.0", "licenses/by-nd/4.0"),
        Licence("CC-BY-NC-4.0", "CC BY-NC 4.0", "licenses/by-nc/4.0"),
        Licence("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0", "licenses/by-nc-sa/4.0"),
        Licence("CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0", "licenses/by-nc-nd/4.0"),
        Licence("CC0-1.0", "CC0 1.0", "publicdomain/zero/1.0"),
        Licence(
            "etalab-2.0", "Licence Ouverte 2.0", elsewhere="https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
        ),
        Licence("public-domain", _("Public domain"), "publicdomain/mark/1.0"),  # type: ignore[arg-type]
        Licence("all-rights-reserved", _("All rights reserved")),  # type: ignore[arg-type]
    )
}
CHOICES = [(code, licence.name) for code, licence in LICENCES.items()]


@dataclass(frozen=True)
class Giver:
    """A local government as the library shows it. `code` is its own today; of one `at_risk` no person is named."""

    code: str
    name: str
    url: str
    at_risk: bool = False


def givers(codes: Iterable[str]) -> dict[str, Giver]:
    """Return who stands behind each of `codes`, also behind one that was given up in a merge; two queries.

    A code of nobody, or of one that is not public, is left out.
    """
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    merged = dict(GovernmentMerge.objects.filter(code__in=wanted).order_by("merged_at").values_list("code", "into_id"))
    public = LocalGovernment.objects.public().filter(Q(code__in=wanted) | Q(pk__in=merged.values()))
    found = {row.pk: Giver(row.code, row.name, row.get_absolute_url(), row.at_risk) for row in public}
    by_code = {giver.code: giver for giver in found.values() if giver.code in wanted}
    return {code: found[pk] for code, pk in merged.items() if pk in found} | by_code


def codes_of(government: LocalGovernment) -> Q:
    """Return the condition of resources that `government` gave, under its code or one before a merge."""
    earlier = GovernmentMerge.objects.filter(into=government).values("code")
    return Q(resource__member_code=government.code) | Q(resource__member_code__in=earlier)


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
