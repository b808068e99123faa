"""A page shows; it does not explain what it shows: few sentences of prose on the fullest pages, two in a help text."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.apps import apps
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.panels import HelpPanel, Panel
from wagtail.blocks import Block
from wagtail.fields import StreamField
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from coalition import catalogs
from coalition.figures import releases
from home.demo import content_files
from tests.factories.charter import published_version
from tests.factories.figures import FigureFactory, IndicatorFactory, IndicatorWordsFactory

# Explanatory prose is what stands in a page's own text between its headings: not headings, tables, terms of a list of
# facts, choices, code, nor a citation. What is folded counts: who opens it reads it.
APART = "h1, h2, h3, summary, table, nav, dt, select, button, pre, script, svg, .citation, .visually-hidden"
LINES = ["p", "li", "dd", "div", "figcaption", "label"]
END = re.compile(r"(?<=[.!?])[\"”»)]*\s+(?=[\"“«(]*[A-Z0-9])")
SENTENCE = re.compile(r"[.!?][\"”»)]*$")
OURS = tuple(f"{app}." for app in catalogs.APPS)
MOST = {"calendar/subscribe/": 8, "charter/sign/": 10, "exit/": 5, "charter/ledger/": 5, "figures/partner-violence/": 5}


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`: what ends with a full stop and has four words or more."""
    found = [sentence.strip() for sentence in END.split(text)]
    return [sentence for sentence in found if SENTENCE.search(sentence) and len(re.findall(r"\w+", sentence)) > 3]


def prose(html: str) -> list[str]:
    """Return the explanatory sentences of a page, each once."""
    main = BeautifulSoup(html, "html.parser").find("main")
    for apart in main.select(APART):
        apart.decompose()
    for line in main.find_all(LINES):
        line.append("\n")
    lines = [" ".join(line.split()) for line in main.get_text().splitlines()]
    return list(dict.fromkeys(sentence for line in lines for sentence in sentences(line)))


@pytest.fixture
def a_figure() -> None:
    """The indicator of the demonstration whose page says most, with a figure that is hidden."""
    (item,) = [row for row in content_files.read("figures")["indicator"] if row["slug"] == "partner-violence"]
    indicator = IndicatorFactory(slug="partner-violence", measure=item["measure"], words=None)
    IndicatorWordsFactory(indicator=indicator, **item["words"]["en"])
    FigureFactory(indicator=indicator, value=1, base=20)
    releases.release(indicator=indicator, by=None)


@pytest.mark.django_db
@pytest.mark.parametrize("page", MOST)
def test_a_page_explains_itself_in_few_sentences(client, a_figure, page: str):
    published_version()

    said = prose(client.get(f"/en/{page}").content.decode())

    assert said[MOST[page] :] == []
    assert said != []


def panels(panel: Panel) -> Iterator[Panel]:
    yield panel
    for child in getattr(panel, "children", []):
        yield from panels(child)
    if hasattr(panel, "child_edit_handler"):
        yield from panels(panel.child_edit_handler)


def blocks(block: Block) -> Iterator[Block]:
    yield block
    for child in [*getattr(block, "child_blocks", {}).values(), *filter(None, [getattr(block, "child_block", None)])]:
        yield from blocks(child)


def classes(base: type) -> Iterator[type]:
    for made in base.__subclasses__():
        yield made
        yield from classes(made)


def help_texts() -> Iterator[tuple[str, str]]:
    """Yield each help text of a field, a panel and a block of the CMS, and of a public form, with where it stands."""
    reverse("wagtailadmin_home")  # which imports whatever registers a form or a view
    for model in apps.get_models():
        if f"{model.__module__}.".startswith(OURS):
            for field in model._meta.get_fields():
                yield f"{model.__name__}.{field.name}", str(getattr(field, "help_text", ""))
                if isinstance(field, StreamField):
                    for block in blocks(field.stream_block):
                        yield f"{model.__name__}, {block.name}", str(getattr(block.meta, "help_text", "") or "")
    for form in classes(forms.BaseForm):
        for name, form_field in getattr(form, "base_fields", {}).items():
            if form.__module__.startswith(OURS):
                yield f"{form.__name__}.{name}", str(form_field.help_text)
    handlers = [model.get_edit_handler() for model in get_page_models()]
    handlers += [model.snippet_viewset.get_edit_handler() for model in get_snippet_models()]
    for panel in (panel for handler in filter(None, handlers) for panel in panels(handler)):
        content = panel.content if isinstance(panel, HelpPanel) else panel.help_text
        yield f"{panel.model.__name__}, {panel.heading}", re.sub(r"<[^>]*>", " ", str(content or ""))


@pytest.mark.django_db
def test_a_help_text_has_two_sentences_at_most():
    with override("en"):
        found = {where: text for where, text in help_texts() if text}
        del found["User.username"]  # Django's own
        long = {where: text for where, text in found.items() if len([part for part in END.split(text) if part]) > 2}

    assert len(found) > 200
    assert long == {}
