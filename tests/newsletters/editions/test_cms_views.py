"""The newsletter in the CMS: its lists, the page of an edition, and who may do what there."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale

from coalition.mail import drain
from coalition.users.roles import COMMITTEE_EDITORS
from newsletters.editions import gate_report as gate
from newsletters.editions import services as editions
from newsletters.editions.models import NewsletterPage
from newsletters.readers import services as readers
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery, Edition
from tests.factories.newsletters import BODY, TITLES, ReaderFactory, make_edition, send_edition

pytestmark = pytest.mark.django_db
LISTS = {"newsletter_editions": 12, "newsletter_deliveries": 11, "newsletter_readers": 11}


def address(page: NewsletterPage) -> str:
    return reverse("newsletter_editions:edition", args=[page.pk])


def table(response, selector: str) -> list[list[str]]:
    """Return the words of each cell of each line of the table's body."""
    lines = BeautifulSoup(response.content, "html.parser").select(f"{selector} tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in line.find_all(["th", "td"])] for line in lines]


def test_the_page_of_an_edition_says_who_will_read_what(client, sign_in):
    page = make_edition(titles=TITLES, body=BODY)
    arabic = page.get_translation(Locale.objects.get(language_code="ar"))
    arabic.unpublish()
    readers.choose_fallbacks(translation_key=page.translation_key, chosen={"ar": "en"})
    for language in ("en", "en", "fr", "es", "ar"):
        ReaderFactory(language=language)
    sign_in()

    response = client.get(address(page))

    same = "its subject or its body is still that of another language: English"
    assert table(response, "#edition-languages") == [
        ["English", "Autumn", "published", "2", "English", "Edit Preview"],
        ["French", "Automne", f"published {same}", "1", "French", "Edit Preview"],
        ["Spanish", "", "not written", "1", "Not decided", ""],
        ["Arabic", "الخريف", f"draft {same}", "1", "English (not their language)", "Edit Preview"],
        ["All", "", "", "5", "", ""],
    ]
    assert "Ask to send it to 5 readers" in response.content.decode()


def test_an_editor_tests_and_asks_in_the_cms(client, sign_in, letters, monkeypatch):
    page = make_edition(titles=TITLES, summary="In short")
    ReaderFactory.create_batch(2)
    monkeypatch.setattr(gate, "run", lambda page: gate.Report(()))
    user = sign_in()

    client.post(address(page), {"action": "test"})
    client.post(address(page), {"action": "test", "languages": ["es"]})
    drain.drain()
    assert letters() == []
    client.post(address(page), {"action": "test", "languages": ["en", "fr"]})
    drain.drain()
    assert [(mail["To"], mail["Subject"]) for mail in letters()] == [
        (user.email, "[Test] Autumn"), (user.email, "[Essai] Automne"),
    ]  # fmt: skip
    client.post(address(page), {"action": "ask", "at": "yesterday"})
    assert Edition.objects.count() == 0
    client.post(address(page), {"action": "ask"})
    client.post(address(page), {"action": "ask"})

    assert (Edition.objects.get().sent_by, Edition.objects.get().state) == (user, "asked")
    assert Delivery.objects.count() == 0
    assert "This edition waits for approval" in client.get(address(page)).content.decode()


def test_newsletter_editors_may_write_and_publish_in_the_section_alone(client, sign_in):
    page = make_edition(titles=TITLES)
    user = sign_in()

    rights = [version.permissions_for_user(user) for version in page.get_translations(inclusive=True)]
    home = page.get_site().root_page.permissions_for_user(user)

    assert [(right.can_edit(), right.can_publish()) for right in rights] == [(True, True)] * 3
    assert [home.can_edit(), home.can_add_subpage(), home.can_publish()] == [False, False, False]
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert edit.status_code == 200
    assert address(page) in edit.content.decode()


@pytest.mark.parametrize("group", [None, COMMITTEE_EDITORS])
def test_publishing_leads_to_the_page_of_the_edition(client, sign_in, group):
    page = make_edition(body=[])
    sign_in(group) if group else sign_in()
    form = {"title": "Winter", "slug": page.slug, "date": "2026-12-01", "body-count": "0", "action-publish": "1"}

    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form, follow=True)

    assert response.redirect_chain == [(address(page), 302)]
    assert "Published in English. Nobody was sent anything yet." in response.content.decode()
    page.refresh_from_db()
    assert page.title == "Winter"


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_cms_costs_the_same_for_any_number_of_rows(
    client, sign_in, name, rows, django_assert_num_queries
):
    ReaderFactory.create_batch(rows)
    send_edition(page=make_edition(titles={"en": "Edition 0", "fr": "Numéro 0"}))
    sending.deliver()
    for number in range(1, rows):
        page = make_edition(titles={"en": f"Edition {number}", "fr": f"Numéro {number}"})
        editions.archive(page=page, sent_at=datetime(2026, 5, number, tzinfo=UTC))
    sign_in()
    path = reverse(f"{name}:index")
    client.get(path)

    with django_assert_num_queries(LISTS[name]):
        response = client.get(path)

    assert len(response.context["object_list"]) == rows


@pytest.mark.parametrize("titles", [{"en": "Autumn"}, TITLES])
def test_the_page_of_an_edition_costs_the_same_for_any_number_of_languages(
    client, sign_in, titles, django_assert_num_queries
):
    make_edition(titles={"en": "Earlier", "fr": "Plus tôt", "ar": "قبل"})
    page = make_edition(titles=titles, body=BODY)
    sign_in()
    client.get(address(page))

    with django_assert_num_queries(21):
        client.get(address(page))
