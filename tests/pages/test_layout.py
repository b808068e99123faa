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


def test_eyebrow_and_lead_stand_only_where_they_say_something(db):
    blocks = "{% block title %}T{% endblock %}{% block lead %}{% if lead_of %}{{ lead_of }}{% endif %}{% endblock %}"
    assert "page-header__lead" not in shown(blocks)
    assert '<p class="page-header__lead">A sentence.</p>' in shown(blocks, lead_of="A sentence.")
    assert '<p class="eyebrow">' not in shown(blocks)


def test_a_notice_stands_before_card_and_text(db):
    card = "{% block title %}T{% endblock %}{% block card %}Facts{% endblock %}{% block body %}Text{% endblock %}"
    text = shown("{% block notice %}Cancelled{% endblock %}" + card)
    assert text.index("Cancelled") < text.index("Facts") < text.index("Text")
    assert "with-card--notice" in text
    assert "with-card--notice" not in shown(card)
    assert "with-card__notice" not in shown("{% block notice %}  {% endblock %}" + card)


def test_the_tab_of_a_neutral_page_says_nothing_of_it(db):
    text = shown("{% block title %}Shelter{% endblock %}", neutral=True)
    assert "<title>Information</title>" in text
    assert "<h1>Shelter</h1>" in text


def test_a_page_takes_its_layout_from_the_one_template():
    listed = subprocess.run(["git", "ls-files", "*.html"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    direct = {name for name in listed.split() if '{% extends "base.html" %}' in Path(ROOT, name).read_text("utf-8")}
    assert direct == OWN_LAYOUT
