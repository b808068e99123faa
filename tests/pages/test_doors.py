"""A page closed by a password opens to the right one alone, guessed slowly; closed pictures are closed."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from coalition.privacy.rate_limits import LIMITS
from coalition.users.models import User
from tests.factories.home import make_page
from tests.users.factors import code, give_app

pytestmark = pytest.mark.django_db

PASSWORD = "woven-thread"
ALLOWED = LIMITS["page-password"].per_flow


def title(html: str) -> str:
    return BeautifulSoup(html, "html.parser").title.get_text(strip=True)


def guess(client, form: str, password: str, network: str = "192.0.2.1"):
    return client.post(form, {"password": password, "return_url": "/en/shelters/"}, REMOTE_ADDR=network)


@pytest.fixture
def form(settings) -> str:
    """Where the password of a page is posted."""
    settings.RATE_LIMITS_ENABLED = True
    page = make_page("Shelters of the north", slug="shelters")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password=PASSWORD)
    return f"/en/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"


def test_the_question_keeps_the_exit_and_tells_no_title(client, form):
    response = client.get("/en/shelters/")

    html = response.content.decode()
    assert response.templates[0].name == "pages/password_required.html"
    assert response.context["action_url"].startswith(form)
    assert 'class="quick-exit" href="/exit/now/"' in html
    assert "Shelters of the north" not in html
    assert not title(html).startswith("Error")
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_wrong_password_is_said_above_the_form_and_the_right_one_opens_the_page(client, form):
    refused = guess(client, form, "wrong").content.decode()
    closed = client.get("/en/shelters/")
    opened = client.post(form, {"password": PASSWORD, "return_url": "/en/shelters/"}, follow=True)

    assert 'class="error-summary"' in refused
    assert title(refused).startswith("Error: ")
    assert closed.templates[0].name == "pages/password_required.html"
    assert opened.redirect_chain == [("/en/shelters/", 302)]
    assert "Shelters of the north" in opened.content.decode()


def test_guesses_of_one_network_end_and_the_right_one_does_not_open_the_page_any_more(client, form):
    guesses = [guess(client, form, f"guess {number}").status_code for number in range(ALLOWED)]

    assert guesses == [200] * ALLOWED
    assert guess(client, form, PASSWORD).status_code == 429
    assert client.get("/en/shelters/").templates[0].name == "pages/password_required.html"


def test_guesses_of_one_network_close_no_page_to_others(client, form):
    for number in range(ALLOWED + 1):
        guess(client, form, f"guess {number}")

    assert guess(client, form, PASSWORD, network="198.51.100.7").status_code == 302


def test_the_password_of_documents_is_limited_as_well(client, settings):
    settings.RATE_LIMITS_ENABLED = True
    restriction = CollectionViewRestriction.objects.create(
        collection=closed_collection(), restriction_type="password", password=PASSWORD
    )
    form = f"/documents/authenticate_with_password/{restriction.pk}/"
    answers = [guess(client, form, "wrong").status_code for _guess in range(ALLOWED + 1)]

    assert answers == [200] * ALLOWED + [429]


def closed_collection() -> Collection:
    return Collection.get_first_root_node().add_child(name="Closed")


def picture_in(collection: Collection) -> str:
    """Return the address of a picture, in the size of a page, of an image in `collection`."""
    name = f"images/house-{collection.pk}.png"
    kept = Path(settings.MEDIA_ROOT, name)
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(b"bytes")
    image = get_image_model().objects.create(
        title="A house", file=f"original_{name}", collection=collection, width=9, height=9
    )
    size = {"filter_spec": "width-20", "width": 9, "height": 9}
    return f"/media/{image.renditions.create(file=name, **size).file.name}"


def seen(client, address: str):
    """Ask for a picture, all of it."""
    response = client.get(address)
    b"".join(response)
    return response


@pytest.fixture
def collections(media) -> tuple[Collection, Collection]:
    above = closed_collection()
    return above, above.add_child(name="Below")


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_a_picture_of_a_closed_collection_is_no_strangers(client, collections, kind):
    above, below = collections
    address, other = picture_in(below), picture_in(Collection.get_first_root_node())
    assert seen(client, address).status_code == 200
    CollectionViewRestriction.objects.create(collection=above, restriction_type=kind, password=PASSWORD)

    assert seen(client, address).status_code == 404
    assert seen(client, other)["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize("detour", ["./", "a/../"])
def test_no_detour_leads_to_a_picture_of_a_closed_collection(client, collections, detour):
    above, _below = collections
    folder, name = picture_in(above).rsplit("/", 1)
    CollectionViewRestriction.objects.create(collection=above, restriction_type="login")

    assert client.get(f"{folder}/{detour}{name}").status_code == 404


def test_a_picture_that_a_log_in_opens_asks_for_the_proven_factor(client, settings, collections):
    settings.MFA_REQUIRED = True
    above, below = collections
    address = picture_in(below)
    restriction = CollectionViewRestriction.objects.create(collection=above, restriction_type="groups")
    group = Group.objects.create(name="Pilots")
    restriction.groups.add(group)
    member = User.objects.create_user("nadia", "nadia@example.org", PASSWORD)
    member.groups.add(group)
    give_app(member)
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    before = client.get(address).status_code
    client.logout()
    client.post("/accounts/login/", {"login": "nadia", "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code()})

    opened = seen(client, address)

    assert (before, opened.status_code) == (404, 200)
    assert "private" in opened["Cache-Control"]
