"""Security headers of the public site and of the CMS."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.django_db


def policy(response: object) -> dict[str, str]:
    """Return the directives of an answer's content security policy."""
    header = response["Content-Security-Policy"]  # type: ignore[index]
    return dict(part.strip().split(" ", 1) for part in header.split(";") if part.strip())


def test_the_public_site_runs_only_its_own_files(client: Client):
    directives = policy(client.get("/en/exit/"))

    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(directives)


def test_the_cms_has_a_policy_of_its_own(client: Client):
    client.force_login(get_user_model().objects.create_superuser("root", "root@town.example", "x"))
    directives = policy(client.get("/cms/"))

    wider = {
        "style-src-elem": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "frame-src": "'self'",
        "frame-ancestors": "'self'",
    }

    assert directives == policy(client.get("/en/exit/")) | wider
    assert str(directives).count("unsafe") == 1


def test_other_headers_are_closed(client: Client):
    response = client.get("/en/exit/")

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("accepts", "to"), [("fr", "/fr/"), ("es-MX,es;q=0.9", "/es/"), ("ar", "/ar/"), ("xx", "/en/")]
)
def test_the_root_chooses_the_language(client: Client, accepts: str, to: str):
    response = client.get("/", headers={"Accept-Language": accepts})

    assert (response.status_code, response["Location"], response["Vary"]) == (302, to, "Accept-Language")
