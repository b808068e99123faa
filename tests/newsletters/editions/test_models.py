"""An edition opens in the editor, and is previewed in each of its looks."""

from unittest import mock

from wagtail.test.utils import WagtailPageTestCase, page_tests

from coalition.users.models import User
from newsletters.editions.models import NewsletterPage
from tests.factories.home import make_home
from tests.factories.newsletters import make_edition

COMMON = {"seo_title": "", "search_description": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}


# Wagtail's assertions log in by the first backend; ours is the lockout, which knows no users.
@mock.patch.object(page_tests, "AUTH_BACKEND", "django.contrib.auth.backends.ModelBackend")
class PageTypes(WagtailPageTestCase):
    """Wagtail's own assertions for the page types."""

    def setUp(self) -> None:
        make_home()
        self.client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))

    def test_an_edition_is_editable_and_previewable_in_each_of_its_looks(self) -> None:
        edition = make_edition()
        data = {
            "title": "Autumn",
            "slug": edition.slug,
            "date": "2026-09-01",
            "summary": "",
            "body-count": "0",
            **COMMON,
        }
        self.assertPageIsEditable(edition, post_data=data)
        for mode, _label in NewsletterPage.preview_modes:
            self.assertPageIsPreviewable(edition, mode=mode, post_data=data)
