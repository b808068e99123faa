"""The one layout of pages."""

import subprocess
from pathlib import Path

from django.template import engines
from django.test import RequestFactory

from coalition.stack import ROOT

# What has no head with a heading above a body: the layout itself, the home page, the account pages and three more.
OWN_LAYOUT = {
    "coalition/templates/page.html",
    "coalition/templates/demo/components.html",
    "coalition/users/templates/allauth/layouts/base.html",
    "home/templates/home/home_page.html",
}


def shown(blocks: str, **context: object) -> str:
    template = engines["django"].from_string('{% extends "page.html" %}' + blocks)
    return template.render({"languages": [], **context}, RequestFactory().get("/en/"))


def test_the_title_is_the_heading_unless_another_is_written(db):
    text = shown("{% block title %}{{ words }}{% endblock %}", words="Rights & duties")
    assert "<title>Rights &amp; duties · " in text
    assert "<h1>Rights &amp; duties</h1>" in text
    other = shown("{% block title %}Tab{% endblock %}{% block heading %} {{ words }} {% endblock %}", words="<b>")
    assert "<h1>&lt;b&gt;</h1>" in other


def test_the_tab_of_a_neutral_page_says_nothing_of_it(db):
    text = shown("{% block title %}Shelter{% endblock %}", neutral=True)
    assert "<title>Information</title>" in text
    assert "<h1>Shelter</h1>" in text


def test_a_page_takes_its_layout_from_the_one_template():
    listed = subprocess.run(["git", "ls-files", "*.html"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    direct = {name for name in listed.split() if '{% extends "base.html" %}' in Path(ROOT, name).read_text("utf-8")}
    assert direct == OWN_LAYOUT
