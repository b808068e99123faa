"""A page that an editor closed with a password: asked for in the site's look, opened by the right one alone."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests.factories.home import make_home, make_page

PASSWORD = "woven-thread"


def title(html):
    return BeautifulSoup(html, "html.parser").title.get_text(strip=True)


@pytest.fixture
def closed(db):
    """A page behind a password, with words in it that must not be read before."""
    page = make_page("Shelters of the north", slug="shelters")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password=PASSWORD)
    return page


def test_the_question_keeps_the_exit_and_tells_no_title(client, closed):
    response = client.get("/en/shelters/")

    html = response.content.decode()
    assert response.templates[0].name == "pages/password_required.html"
    assert 'class="quick-exit" href="/exit/now/"' in html
    assert "Shelters of the north" not in html
    assert not title(html).startswith("Error")
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_wrong_password_is_said_above_the_form(client, closed):
    form = client.get("/en/shelters/").context["action_url"]

    refused = client.post(form, {"password": "wrong", "return_url": "/en/shelters/"})

    assert refused.status_code == 200
    html = refused.content.decode()
    assert 'class="error-summary"' in html
    assert title(html).startswith("Error: ")
    assert client.get("/en/shelters/").templates[0].name == "pages/password_required.html"


def test_the_right_one_opens_the_page(client, closed):
    make_home()
    form = client.get("/en/shelters/").context["action_url"]

    opened = client.post(form, {"password": PASSWORD, "return_url": "/en/shelters/"}, follow=True)

    assert opened.redirect_chain == [("/en/shelters/", 302)]
    assert "Shelters of the north" in opened.content.decode()
