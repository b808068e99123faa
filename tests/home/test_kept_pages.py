"""Which pages stay where they are."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page

from coalition.users import roles
from coalition.users.models import User
from home.models import StandardPage
from tests.factories.charter import staff

pytestmark = pytest.mark.usefixtures("tree", "db")

WORDS = "Nothing was changed. The footer of every page leads to "


@pytest.fixture(scope="module")
def tree(rows_of_the_module: None) -> None:
    call_command("make_site", verbosity=0)


@pytest.fixture(params=["administrator", roles.COMMITTEE_EDITORS])
def editor(client, request):
    """Who may publish everywhere."""
    administrator = request.param == "administrator"
    client.force_login(User.objects.create_superuser("root") if administrator else staff(request.param))
    return client


def linked(role: str = "help", language: str = "fr") -> Page:
    """Return the page of that address, as the footer names it."""
    return Page.objects.get(depth=3, slug=role, locale__language_code=language)


def ways_to_take_away(page: Page, home: Page) -> list[str]:
    bulk = [
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", name]) for name in ("delete", "unpublish", "move")
    ]
    return [
        *(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) for name in ("delete", "unpublish")),
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk]),
        *(f"{address}?id={page.pk}" for address in bulk),
        f"{bulk[0]}?id=all&childOf={page.get_parent().pk}",
    ]


def test_a_page_that_the_footer_leads_to_stays_published_in_its_place(editor):
    """Alone, among others, and by the API of the explorer; whatever it is called."""
    page = linked()
    elsewhere = StandardPage.objects.filter(locale=page.locale).exclude(pk=page.pk).first()
    Page.objects.filter(pk=page.pk).update(title="Numéros utiles")

    for address in ways_to_take_away(page, elsewhere):
        answer = editor.post(address, {"chooser": elsewhere.pk}, follow=True)
        assert WORDS in answer.content.decode(), address
        assert "Numéros utiles" in answer.content.decode(), address
    for action in ("delete", "unpublish", "move"):
        data = {"destination_page_id": elsewhere.pk}
        answer = editor.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, action]), data)
        assert answer.status_code == 403

    kept = linked()
    assert (kept.live, kept.path) == (True, page.path)


def test_a_copy_of_it_has_no_role_and_may_go(editor):
    copy = CopyPageAction(linked().specific, update_attrs={"slug": "help-2"}).execute(skip_permission_checks=True)

    editor.post(reverse("wagtailadmin_pages:unpublish", args=[copy.pk]))
    editor.post(reverse("wagtailadmin_pages:delete", args=[copy.pk]))

    assert not Page.objects.filter(pk=copy.pk).exists()


def test_its_address_stays_and_it_does_not_expire():
    page = StandardPage.objects.get(pk=linked().pk)
    page.slug, page.expire_at = "urgences", "2030-01-01T00:00Z"

    with pytest.raises(Exception, match="so it stays") as refused:
        page.clean()

    assert set(refused.value.message_dict) == {"slug", "expire_at"}
