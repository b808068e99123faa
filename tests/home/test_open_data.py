"""The page of open data lists every export, with its licence, its size and its date."""

import re

import pytest
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from coalition.figures import releases
from tests.factories.figures import FigureFactory
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
# Of the ledger, read by programs: not tables.
PROOFS = {"charter-log/checkpoint", "charter-log/keys", "charter-log/verify.py"}


def published(numbers):
    for number in numbers:
        figure = FigureFactory(indicator__slug=f"women-{number}", government=LocalGovernmentFactory(code=f"T-{number}"))
        releases.release(indicator=figure.indicator, by=None)


def exports():
    """Return the addresses below `/data/` of which there is one, and those of the indicator `women-0`."""
    found = {str(inner.pattern) for part in get_resolver().url_patterns if str(part.pattern) == "data/"
             for inner in part.url_patterns}  # fmt: skip
    named = {path.replace("<slug:slug>", "women-0") for path in found if "releases/" not in path}
    return {f"/data/{path}" for path in named - PROOFS if "<" not in path}


def test_every_export_is_listed_with_its_size(client):
    published([0])

    html = client.get("/en/open-data/").content.decode()
    links = dict(re.findall(r'href="(/data/[^"]+)"><bdi>[^<]+</bdi> <span class="text-soft">([^<]+)</span>', html))

    assert links.keys() == exports()
    assert links == {address: filesizeformat(len(client.get(address).getvalue())) for address in links}
    assert (html.count("CC BY 4.0"), html.count("Always up to date")) == (1, 1)


def test_the_page_costs_the_same_for_any_number(client):
    costs = []
    for numbers in ([0], [1, 2]):
        published(numbers)
        client.get("/en/open-data/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/open-data/")
        costs.append(len(asked))

    assert costs[0] == costs[1]
