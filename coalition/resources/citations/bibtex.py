"""BibTeX, in UTF-8 as its programs read it today (Biber; natbib with LuaTeX or XeTeX)."""

from urllib.parse import quote

from .facts import Citation, Person

TYPES = {"guide": "manual", "tool": "manual", "study": "techreport"}
# Braces by their names: BibTeX counts each, also behind a backslash.
SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_", '"': r"{\textquotedbl}",
    }
)  # fmt: skip


def write(citation: Citation) -> str:
    """Return one entry. A report needs an institution: without a publisher it is `misc`."""
    publisher = escaped(citation.publisher)
    kind = TYPES.get(citation.kind, "misc")
    if kind == "techreport" and not publisher:
        kind = "misc"
    house = {"manual": "organization", "techreport": "institution"}.get(kind, "publisher")
    people = [*map(_person, citation.people), *(f"{{{escaped(body)}}}" for body in citation.bodies)]
    fields = {
        "author": " and ".join(people),
        "title": f"{{{escaped(citation.title)}}}",
        house: publisher,
        "year": str(citation.year),
        "langid": citation.language,
        "doi": citation.doi,
        "url": quote(citation.url, safe=":/?=&%#-._~"),
    }
    told = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{citation.key},\n{told}}}\n"


def escaped(text: str) -> str:
    """Return `text` so that TeX sets it letter by letter, and BibTeX finds each brace closed."""
    return text.translate(SPECIAL)


def _person(person: Person) -> str:
    """Return family and given name, each in braces: an "and" or a comma within is a part of the name."""
    family = f"{{{escaped(person.family)}}}"
    return f"{family}, {{{escaped(person.given)}}}" if person.given else family
