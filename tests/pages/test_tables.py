"""Every template with a table is looked at on a phone."""

import re

from coalition.catalogs import APPS
from coalition.stack import ROOT
from tests.browser.pages import ACCOUNT_TABLES, TABLES

PARTS = re.compile(r'{% include "([^"]+)"')
OF_THE_CMS = re.compile(r"(?:^|/)(?:cms|admin)/")
EXTENDS_CMS = re.compile(r'{% extends "(?:wagtailadmin/|cms/)')
ELSEWHERE = {
    "charter/sign/members.html": "behind the link of a signature, and walked there with its list",
    "privacy/persons/_preview.html": "a part of a page of the CMS",
}


def templates() -> dict[str, str]:
    """Return the text of each template outside the CMS by its name."""
    found = {}
    for app in APPS:
        for path in (ROOT / app).glob("**/templates/**/*.html"):
            name, text = path.as_posix().rpartition("/templates/")[2], path.read_text(encoding="utf-8")
            if not OF_THE_CMS.search(name) and not EXTENDS_CMS.search(text):
                found[name] = text
    return found


def with_tables(texts: dict[str, str]) -> set[str]:
    """Return the names of those that write a table, and of those that include one, directly or not."""
    found = {name for name, text in texts.items() if "<table" in text}
    while more := {name for name, text in texts.items() if found & set(PARTS.findall(text))} - found:
        found |= more
    return found


def test_every_template_with_a_table_is_walked_on_a_phone_or_says_why_not():
    walked = {name for names in (*TABLES.values(), *ACCOUNT_TABLES.values()) for name in names}

    assert with_tables(templates()) == walked | set(ELSEWHERE)
    assert walked & set(ELSEWHERE) == set()
