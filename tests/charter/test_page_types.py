"""Where the charter's page may stand, and that it opens, edits and previews."""

from unittest import mock

from wagtail.test.utils import WagtailPageTestCase, page_tests

from charter.pages import CharterIndexPage
from coalition.users.models import User
from home.models import HomePage, StandardPage
from tests.factories.charter import charter_page, published_version
from tests.factories.home import make_home
from tests.factories.members import home_page


# Wagtail's assertions log in by the first backend; ours is the lockout, which knows no users.
@mock.patch.object(page_tests, "AUTH_BACKEND", "django.contrib.auth.backends.ModelBackend")
class PageTypes(WagtailPageTestCase):
    """Wagtail's own assertions for the page type."""

    def setUp(self) -> None:
        self.page = charter_page()
        self.client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))

    def test_where_it_may_be(self) -> None:
        self.assertCanNotCreateAt(CharterIndexPage, StandardPage)
        self.assertAllowedSubpageTypes(CharterIndexPage, set())
        self.assertCanCreateAt(HomePage, CharterIndexPage)

    def test_one_charter_for_each_front_page(self) -> None:
        assert not CharterIndexPage.can_create_at(home_page())
        assert CharterIndexPage.can_create_at(make_home("fr"))

    def test_it_renders_with_and_without_a_text(self) -> None:
        self.assertPageIsRenderable(self.page)
        published_version(1)
        self.assertPageIsRenderable(self.page)

    def test_it_is_editable_and_previewable(self) -> None:
        data = {"title": "Charter", "slug": "charter", "introduction": "null", "notice": "", "seo_title": "",
                "search_description": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}  # fmt: skip
        self.assertPageIsEditable(self.page, post_data=data)
        self.assertPageIsPreviewable(self.page, post_data=data)
