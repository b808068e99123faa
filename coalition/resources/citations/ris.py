"""RIS: a line for each fact, a tag of two signs, two spaces, a hyphen, a space (Research Information Systems, 2011)."""

from .facts import Citation

TYPES = {
    "guide": "RPRT", "experience": "GEN", "study": "RPRT", "tool": "GEN", "law": "STAT", "video": "VIDEO",
}  # fmt: skip


def write(citation: Citation) -> str:
    """Return one record, its lines ended as the format asks for."""
    people = (f"{person.family}, {person.given}" if person.given else person.family for person in citation.people)
    # A comma would divide the name of an organisation into family and given name.
    bodies = (body.replace(",", " –") for body in citation.bodies)
    facts = [
        ("TY", TYPES.get(citation.kind, "GEN")),
        ("ID", citation.key),
        *(("AU", name) for name in (*people, *bodies)),
        ("TI", citation.title),
        ("PY", str(citation.year)),
        ("PB", citation.publisher),
        ("LA", citation.language),
        ("DO", citation.doi),
        ("UR", citation.url),
    ]
    return "".join(line(tag, value) for tag, value in facts if value) + line("ER", "")


def line(tag: str, value: str) -> str:
    """Return one line: what was typed ends none."""
    return f"{tag}  - {' '.join(value.split())}\r\n"
