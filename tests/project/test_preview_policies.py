"""Security headers of the public site, of the CMS, and of a preview, which stands in a frame of our CMS alone."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_localize.models import Translation

from tests.factories.home import make_home, make_page
from tests.factories.newsletters import make_edition

pytestmark = pytest.mark.django_db


def policy(response: object) -> dict[str, str]:
    """Return the directives of an answer's content security policy."""
    header = response["Content-Security-Policy"]  # type: ignore[index]
    return dict(part.strip().split(" ", 1) for part in header.split(";") if part.strip())


@pytest.fixture
def page() -> Page:
    written = make_page("About", slug="about")
    written.save_revision().publish()
    return written


def translated(client: Client, page: Page) -> str:
    """Return where wagtail-localize shows a translation of `page`."""
    make_home("fr")
    submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    client.post(submit, {"locales": [Locale.objects.get(language_code="fr").pk]})
    return reverse("wagtail_localize:preview_translation", args=[Translation.objects.get().pk])


def edited(client: Client, page: Page, **fields: str) -> str:
    """Return where the preview of what an editor typed is, once it was typed."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(address, typed(title=page.title, slug=page.slug, **fields)).json()["is_available"]
    return address


def typed(**fields: str) -> dict[str, str]:
    """Return what the editor of a page posts: `fields`, and neither blocks nor comments."""
    comments = nested_form_data({"comments": inline_formset([])})
    return {**comments, **nested_form_data({"body": streamfield([])}), **fields}


def made(client: Client, page: Page) -> str:
    """Return where the preview of a page that is being made is."""
    address = reverse("wagtailadmin_pages:preview_on_add", args=["home", "standardpage", page.get_parent().pk])
    assert client.post(address, typed(title="New", slug="new")).json()["is_available"]
    return address


DOORS = {
    "made": made,
    "panel": lambda client, page: edited(client, page) + "?in_preview_panel=true",
    "new tab": edited,
    "draft": lambda client, page: reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
    "revision": lambda client, page: reverse(
        "wagtailadmin_pages:revisions_view", args=[page.pk, page.get_latest_revision().pk]
    ),
    "translation": translated,
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("restricted", ["", "password", "login"])
def test_a_preview_is_framed_by_the_cms_alone(client: Client, editor, page: Page, door: str, restricted: str):
    public = policy(client.get("/en/about/"))
    address = DOORS[door](client, page)
    if restricted:
        PageViewRestriction.objects.create(page=page, restriction_type=restricted, password="open")

    shown = client.get(address)

    assert "<h1" in shown.content.decode()
    assert policy(shown) == public | {"frame-ancestors": "'self'"}
    assert shown["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("mode", ["mail", "discreet"])
def test_a_previewed_mail_runs_what_checks_it_in_the_panel_alone(client: Client, editor, mode: str):
    edition = make_edition()
    address = edited(client, edition, date="2026-11-25") + f"?mode={mode}"

    tab, panel = client.get(address), client.get(f"{address}&in_preview_panel=true")

    assert "script-src" not in policy(tab)
    assert policy(panel) == policy(tab) | {"script-src": "'self'", "style-src": "'self' 'unsafe-inline'"}
    assert policy(tab)["frame-ancestors"] == "'self'"
    assert ("<script" in tab.content.decode(), "userbar.js" in panel.content.decode()) == (False, True)


@pytest.mark.parametrize("disguise", [{"query": "?in_preview_panel=true&mode="}, {"headers": {"X-Is-Preview": "true"}}])
def test_no_visitor_turns_a_page_into_a_preview(client: Client, page: Page, disguise):
    shown = client.get("/en/about/" + disguise.get("query", ""), headers=disguise.get("headers"))

    assert policy(shown)["frame-ancestors"] == "'none'"
    assert shown["X-Frame-Options"] == "DENY"
    assert "userbar" not in shown.content.decode()


def test_the_public_site_runs_only_its_own_files(client: Client):
    response = client.get("/en/exit/")
    directives = policy(response)

    assert directives["default-src"] == directives["frame-ancestors"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert "unsafe" not in str(directives)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "no-referrer"


def test_the_cms_has_a_policy_of_its_own(client: Client, editor):
    directives = policy(client.get("/cms/"))
    wider = {
        "style-src-elem": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "frame-src": "'self'",
        "frame-ancestors": "'self'",
    }

    assert directives == policy(client.get("/en/exit/")) | wider
    assert str(directives).count("unsafe") == 1


@pytest.mark.parametrize(
    ("accepts", "to"), [("fr", "/fr/"), ("es-MX,es;q=0.9", "/es/"), ("ar", "/ar/"), ("xx", "/en/")]
)
def test_the_root_chooses_the_language(client: Client, accepts: str, to: str):
    response = client.get("/", headers={"Accept-Language": accepts})

    assert (response.status_code, response["Location"], response["Vary"]) == (302, to, "Accept-Language")
