"""Our mails have the structure that the reference compiler of MJML gives them; where ours differs is listed.

Ours is `mjml-python`, which needs no Node; the reference is the npm package `mjml`. Compared are tags, attributes,
inline styles, style sheets and words, as every mailbox sees them, and as Outlook does, which reads some comments.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from itertools import cycle, zip_longest

import mjml
import pytest
from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from django.template.loader import get_template
from django.utils.translation import override

from coalition.mail import gallery, rendering
from coalition.stack import ROOT
from newsletters.editions import rendering as editions
from newsletters.editions.blocks import NewsletterBody
from tests.factories.newsletters import make_edition

pytestmark = [pytest.mark.attack, pytest.mark.django_db]
NODE = ROOT / "tests" / "node"
NOT_FOR_OUTLOOK = re.compile(r"<!--\[if !mso.*?<!--<!\[endif\]-->", re.DOTALL)
CONDITION = re.compile(r"<!--\[if [^\]]*mso[^\]]*\]>|<!\[endif\]-->")
# What differs, by the name of what has it: in ours and in the reference, and why it does no harm. The list may only
# become shorter: one that is found no more fails too.
KNOWN = {
    ("vertical-align", "middle", None): "The cell of a button names in an attribute what its style says as well.",
    ("aria-label", "", None): "A mail without a title, as discreet ones are, has an empty label instead of none.",
    ("class", None, ""): "Tables and cells for Outlook have no empty class.",
}
Line = tuple[str, dict[str, str], dict[str, str]]


def sources() -> dict[str, str]:
    """Return the MJML of each kind of mail in one of the languages by turns, and of each block of an edition."""
    found = {}
    languages = cycle(["en", "ar"])
    for name, example in gallery.examples().items():
        with override(language := next(languages)):
            values = {**example.contexts[language], **rendering.surroundings(language, example.discreet)}
            found[name] = get_template(f"{example.template}.mjml").render(values)
    blocks = NewsletterBody().child_blocks.items()
    body = [(name, block.get_preview_value()) for name, block in blocks if name != "image"]
    page = make_edition(body=body, summary="In short")
    return found | {
        f"blocks {look}": editions.mjml_of(page, discreet=look == "discreet") for look in ("plain", "discreet")
    }


def by_ours(source: str) -> str:
    made = mjml.mjml2html(source, fonts={}, disable_comments=True)
    return made if isinstance(made, str) else made.content


def by_reference(all_sources: list[str]) -> list[str]:
    """Return what the reference makes of each, by one process. It is installed with the tools of the tests."""
    assert (NODE / "node_modules" / "mjml").exists(), "npm ci --prefix tests/node --ignore-scripts"
    command = [str(ROOT / ".venv/bin/node"), str(NODE / "mjml.mjs")]
    run = subprocess.run(command, input=json.dumps(all_sources), stdout=subprocess.PIPE, text=True, check=True)
    made: list[str] = json.loads(run.stdout)
    return made


def outline(html: str) -> Iterator[Line]:
    """Yield each tag with its attributes and inline styles, and each run of words, in their order."""
    for node in BeautifulSoup(html, "html.parser").descendants:
        if isinstance(node, Tag):
            facts = {
                name: " ".join(sorted(value)) if isinstance(value, list) else value
                for name, value in node.attrs.items()
            }
            styles = (part.partition(":") for part in facts.pop("style", "").split(";") if part.strip())
            yield node.name, facts, {name.strip(): " ".join(value.split()) for name, _colon, value in styles}
        elif isinstance(node, NavigableString) and not isinstance(node, Comment):
            spaced = (
                re.sub(r"\s*([{}:;])\s*", r"\1", str(node)) if node.parent and node.parent.name == "style" else node
            )
            if words := " ".join(spaced.split()):
                yield words, {}, {}


def in_outlook(html: str) -> str:
    """Return `html` as Outlook reads it."""
    return CONDITION.sub("", NOT_FOR_OUTLOOK.sub("", html))


def differences(ours: str, reference: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield what differs, as the name of the attribute or style with what each says; of tags and words, all."""
    for mine, theirs in zip_longest(outline(ours), outline(reference), fillvalue=("nothing", {}, {})):
        if mine[0] != theirs[0]:
            yield "order", mine[0], theirs[0]
            return  # what follows is another tag each
        for kind in (1, 2):
            a, b = mine[kind], theirs[kind]
            yield from ((name, a.get(name), b.get(name)) for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def test_the_structure_is_that_of_the_reference_but_for_what_is_listed():
    named = {name: rendering.NO_XML.sub("", source).strip() for name, source in sources().items()}
    found: dict[tuple[str, str | None, str | None], str] = {}
    for (name, source), theirs in zip(named.items(), by_reference(list(named.values())), strict=True):
        ours = by_ours(source)
        for as_seen in (ours, theirs), (in_outlook(ours), in_outlook(theirs)):
            found |= dict.fromkeys(differences(*as_seen), name)

    assert {difference: name for difference, name in found.items() if difference not in KNOWN} == {}
    assert KNOWN.keys() == found.keys()
