"""Headers that every response has: errors, redirects and files of the site too."""

import pytest
from django.conf import settings

from tests.factories.home import make_home, make_page
from tests.figures.test_pages import published

pytestmark = pytest.mark.django_db

POLICY, LOADED_BY = "Permissions-Policy", "Cross-Origin-Resource-Policy"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/", 200), ("/en/nowhere/", 404), ("/", 302), ("/en", 301), ("/live/", 200), ("/cms/", 302),
        ("/static/css/site.css", 200), ("/static/nothing.css", 404), ("/media/images/nothing.png", 404),
    ],
)  # fmt: skip
def test_response_of_any_kind_denies_device_features_and_other_sites(client, path, status):
    make_home()
    response = client.get(path)
    response.close()

    assert response.status_code == status
    assert (response[POLICY], response[LOADED_BY]) == (settings.PERMISSIONS_POLICY, "same-origin")


def test_request_with_another_host_is_refused_with_the_same_headers(client):
    response = client.get("/en/", headers={"host": "elsewhere.example"})

    assert (response.status_code, response[POLICY], response[LOADED_BY]) == (
        400,
        settings.PERMISSIONS_POLICY,
        "same-origin",
    )


def test_redirects_and_errors_are_stored_nowhere(client):
    make_page("Help", slug="help")

    for path in ("/en/help", "/en/help/zz/", "/en/registrations/unknown/", "/en/learning/unknown"):
        assert client.get(path)["Cache-Control"] == "no-store", path


def test_charts_and_open_data_may_be_loaded_by_other_sites(client):
    slug = published().slug
    for path in (f"/en/figures/{slug}/embed/", f"/en/figures/{slug}/chart.svg", f"/data/figures/{slug}.csv"):
        assert client.get(path)[LOADED_BY] == "cross-origin", path
    assert client.get(f"/en/figures/{slug}/")[LOADED_BY] == "same-origin"
