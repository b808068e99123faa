"""The front page and the plain page."""

from unittest import mock

import pytest
from django.contrib.auth.models import Group
from django.utils import translation
from wagtail.models import Page
from wagtail.test.utils import WagtailPageTestCase, page_tests

from coalition.users import roles
from coalition.users.models import User
from home.models import HomePage, StandardPage
from tests.factories.home import make_home, make_page


# Wagtail's assertions log in by the first backend; ours is the lockout, which knows no users.
@mock.patch.object(page_tests, "AUTH_BACKEND", "django.contrib.auth.backends.ModelBackend")
class PageTypes(WagtailPageTestCase):
    """Where the page types may stand, and that they open."""

    def setUp(self) -> None:
        self.home = make_home()
        self.client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))

    # Not assertPageIsRoutable: it takes the language's prefix for a page (Wagtail 8.0).

    def test_home_stands_below_the_root_only(self) -> None:
        self.assertAllowedParentPageTypes(HomePage, {Page})

    def test_home_renders(self) -> None:
        self.assertPageIsRenderable(self.home)

    def test_home_is_editable_and_previewable(self) -> None:
        data = {
            "title": "Home",
            "slug": "home-en",
            "hero_title": "Hello",
            "lead": "",
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "sign",
            "body-0-id": "",
            "body-0-value-title": "Join",
            "body-0-value-text": "",
            "seo_title": "",
            "search_description": "",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
        self.assertPageIsEditable(self.home, post_data=data)
        self.assertPageIsPreviewable(self.home, post_data=data)

    def test_standard_page_stands_below_home(self) -> None:
        self.assertCanCreateAt(HomePage, StandardPage)
        page = make_page("About", slug="about", introduction="Who we are.")
        self.assertPageIsRenderable(page)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("es", "ltr"), ("ar", "rtl")])
def test_home_speaks_each_language_in_its_direction(client, language, direction):
    make_home(language)

    html = client.get(f"/{language}/").content.decode()

    assert f'<html lang="{language}" dir="{direction}">' in html
    assert "Territories that protect" in html


@pytest.mark.django_db
def test_arabic_previews_right_to_left_for_an_english_editor(rf):
    """Asked under `/`: below `/ar/` Django would take the language from the path, whatever the preview does."""
    page = make_home("ar")

    with translation.override("en"):
        html = page.serve_preview(rf.get("/"), page.default_preview_mode).content.decode()

        assert translation.get_language() == "en"
    assert '<html lang="ar" dir="rtl">' in html


@pytest.mark.django_db
def test_a_neutral_page_shows_a_neutral_tab(client):
    make_page("Violence at home", slug="violence", neutral_title=True)

    html = client.get("/en/violence/").content.decode()

    title = html.partition("<title>")[2].partition("</title>")[0]
    assert title == "Information"


@pytest.mark.django_db
def test_the_roles_may_not_do_more_than_their_part():
    """No group manages users, groups, sites or workflows: that is the administrator's."""
    forbidden = ("add_user", "change_user", "delete_user", "add_group", "change_group", "change_site")

    found = Group.objects.filter(permissions__codename__in=forbidden).values_list("name", flat=True)

    assert list(found) == []
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(roles.ROLES)
