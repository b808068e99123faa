"""DMARC: what receivers do with mail that says it is ours and is not (RFC 9989), and whether ours is aligned."""

import re

from .lines import Line, State
from .names import Names

MOST_LABELS = 8  # the walk up the tree begins here at most (RFC 9989, 4.10)


def tags(record: str) -> dict[str, str]:
    """Return the tags of a DMARC record."""
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _equals, value in pairs if name.strip()}


def walk(names: Names, domain: str) -> list[tuple[str, dict[str, str]]]:
    """Return where records stand on the way up from `domain`, and what they say, the nearest first."""
    labels = domain.lower().split(".")
    places = [labels] + [labels[step:] for step in range(max(1, len(labels) - MOST_LABELS + 1), len(labels))]
    found = []
    for place in places:
        name = ".".join(place)
        records = [text for text in names.texts(f"_dmarc.{name}") if re.match(r"v=DMARC1\s*(;|$)", text)]
        if len(records) == 1:
            found.append((name, tags(records[0])))
            if found[-1][1].get("psd") in ("y", "n"):
                break
    return found


def organization(names: Names, domain: str) -> str:
    """Return the domain of the organization that `domain` belongs to, as the walk finds it (RFC 9989, 4.10.2)."""
    found = walk(names, domain)
    for name, said in found:
        if said.get("psd") == "n":
            return name
        if said.get("psd") == "y" and name != domain.lower():
            rest = domain.lower().removesuffix(f".{name}").split(".")
            return f"{rest[-1]}.{name}"
    return found[-1][0] if found else domain.lower()


def examine(names: Names, domain: str) -> Line:
    """Say how DMARC stands at `domain`."""
    what = f"DMARC of {domain}"
    wanted = f'publish at _dmarc.{domain} the TXT record "v=DMARC1; p=quarantine; rua=mailto:<who reads reports>"'
    found = walk(names, domain)
    if not found:
        return Line(what, State.MISSING, "no record on the way up", wanted)
    place, said = found[0]
    policy = said.get("p", "none") if place == domain.lower() else said.get("sp", said.get("p", "none"))
    if policy not in ("none", "quarantine", "reject"):
        return Line(what, State.MISSING, f"p={policy} is no policy", wanted)
    if policy == "none" or said.get("t") == "y":
        todo = f"when the reports show nothing of yours that fails: {wanted}"
        return Line(what, State.LOOK, f"p={policy} at {place}: others may still send in our name", todo)
    return Line(what, State.OK, f"p={policy} at {place}")


def aligned(names: Names, what: str, sender: str, other: str) -> Line:
    """Say whether the domain `other`, which is proven, counts for mail from the domain `sender`."""
    if sender.lower() == other.lower() or organization(names, sender) == organization(names, other):
        return Line(what, State.OK, f"{other} counts for {sender}")
    return Line(what, State.MISSING, f"{other} does not count for {sender}", f"use a domain below {sender}'s")
