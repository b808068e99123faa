"""The gate as a whole: nothing leaves while a language fails, and each finding leads to its place."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import Locale

from coalition import outbound
from newsletters.editions import edition_html, gate_report, outside_links
from newsletters.readers import services as readers
from newsletters.sending.models import Delivery, Edition
from newsletters.tasks import check_links
from tests.factories.newsletters import TITLES, ReaderFactory, make_edition, send_edition

pytestmark = pytest.mark.django_db
BODIES = {"en": "<p>Good news.</p>", "fr": "<p>Bonnes nouvelles.</p>", "ar": "<p>أخبار طيبة من المدن.</p>"}


@pytest.fixture
def page():
    """An edition in three languages that lacks a decision about the fourth alone."""
    english = make_edition(titles=TITLES, summary="In short")
    for version in english.get_translations():
        version.body = [("text", BODIES[version.locale.language_code])]
        version.save_revision().publish()
    return english


def in_language(page, language):
    return page.get_translation(Locale.objects.get(language_code=language))


def gate(page):
    return reverse("newsletter_editions:check", args=[page.pk])


def send(client, page):
    address = reverse("newsletter_editions:edition", args=[page.pk])
    return client.post(address, {"action": "ask"})


def test_nothing_leaves_while_a_language_fails(client, sign_in, page):
    sign_in()
    ReaderFactory.create_batch(2, language="es")
    assert [(one.check, one.language) for one in gate_report.run(page=page).findings] == [("languages", "es")]
    assert (send(client, page).url, Edition.objects.count()) == (gate(page), 0)
    assert "Spanish (2 readers)" in client.get(gate(page)).text

    client.post(gate(page), {"action": "choose", "es": "fr"})
    arabic = in_language(page, "ar")
    arabic.summary = ""
    arabic.save_revision().publish()
    assert [(one.check, one.language, one.url.split("#")[-1]) for one in gate_report.run(page=page).findings] == [
        ("heads", "ar", "id_summary")
    ]
    assert (send(client, page).status_code, Edition.objects.count()) == (302, 0)

    arabic.summary = "باختصار"
    arabic.save_revision().publish()
    assert gate_report.run(page=page).passes
    send(client, page)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(("receives", "language"), [("fr", "fr"), ("nothing", "")])
def test_readers_of_a_missing_language_get_what_was_chosen(client, sign_in, page, receives, language):
    sign_in()
    ReaderFactory(language="es")
    client.post(gate(page), {"action": "choose", "es": receives})
    client.post(gate(page), {"action": "choose", "es": "es"})  # no choice at all

    send_edition(page=page)

    assert list(Delivery.objects.values_list("text__language", flat=True)) == ([language] if language else [])


def test_a_choice_counts_while_both_languages_are_as_they_were(page):
    readers.choose_fallbacks(translation_key=page.translation_key, chosen={"es": "fr"})
    assert gate_report.run(page=page).passes

    in_language(page, "fr").unpublish()

    assert {(one.check, one.language) for one in gate_report.run(page=page).findings} == {
        ("languages", "es"), ("languages", "fr"),
    }  # fmt: skip


def test_changes_that_nobody_published_and_words_of_another_language_stop_it(page):
    def found():
        return [(one.check, one.language) for one in gate_report.run(page=page).findings]

    readers.choose_fallbacks(translation_key=page.translation_key, chosen={"es": ""})
    french = in_language(page, "fr")
    french.title = page.title
    french.save_revision().publish()
    assert found() == [("languages", "fr")]
    page.title = "Later"
    page.save_revision()
    assert found() == [("unpublished", "en")]


def test_each_finding_leads_to_its_block(client, sign_in, page):
    page.body = [("text", BODIES["en"]), ("text", '<p><a href="/en/nowhere/">Nowhere</a></p>')]
    page.save_revision().publish()
    page.refresh_from_db()
    sign_in()

    shown = client.get(gate(page)).text

    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f'<a href="{edit}#block-{page.body[1].id}-section">Text</a>' in shown


def test_links_outside_are_asked_by_the_worker_once_they_are_wanted(client, sign_in, page, monkeypatch):
    answers = {"https://good.example/": 200, "https://gone.example/": 404}
    asked = []

    def probe(address):
        asked.append(address)
        if address not in answers:
            raise outbound.OutboundFailed
        return answers[address]

    monkeypatch.setattr(outbound, "probe", probe)
    sign_in()
    links = "".join(f'<a href="{one}">words</a> ' for one in (*answers, "https://silent.example/", "/en/"))
    page.body = [("text", f"<p>{links}</p>")]
    page.save_revision().publish()

    assert client.get(gate(page)).status_code == 200
    jobs = ProcrastinateJob.objects.filter(task_name=outside_links.TASK)
    before = jobs.count()  # looking asks nothing
    client.post(gate(page), {"action": "links"})
    check_links(**jobs.get().args)

    assert (before, sorted(asked)) == (0, sorted([*answers, "https://silent.example/"]))
    words = {str(one.words) for one in gate_report.run(page=page).findings if one.check == "links"}
    assert words == {
        "https://gone.example/ answers with 404: the page is not there.", "Nothing answers at https://silent.example/",
    }  # fmt: skip


def test_what_makes_no_email_is_said_and_is_no_error(page, monkeypatch):
    monkeypatch.setattr(edition_html, "mjml_of", lambda page, **looks: "<mjml>")

    found = gate_report.run(page=page).findings
    assert {(one.check, one.language) for one in found} >= {("text", "en"), ("text", "ar")}
    assert gate_report.want_links(page=page) == 0
