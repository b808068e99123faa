"""A file is taken away: its address says so, every page and search too; and of one that is closed no page tells."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from coalition.pages import withdrawal
from coalition.pages.blocks import RICH_TEXT_FEATURES, BodyBlock
from coalition.pages.models import WithdrawnFile
from coalition.pages.querysets import downloadable
from coalition.resources import tasks
from events.programme import views
from tests.factories.events import EventFactory
from tests.factories.files import closed_collection, make_document
from tests.factories.home import make_home, make_page
from tests.factories.resources import ResourceFactory, resource_page, resources_page
from tests.resources.test_text_extraction import hits
from webinars.replays.models import Replay, ReplayDocument

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

WHY = "It named a place that must not be named."


@pytest.fixture
def page():
    made = resource_page(resources_page(), resource=ResourceFactory(key="guide"), title="A guide")
    made.document = make_document()
    made.save_revision().publish()
    tasks.read_documents()
    return made


def test_an_editor_withdraws_a_file_and_gives_it_back(client, editor, page):
    file, address = page.document, reverse("pages_withdraw", args=[page.document_id])
    assert "Nobody can download a withdrawn file any more" in client.get(address).content.decode()
    assert not WithdrawnFile.objects.exists()
    assert client.post(address, {"reason": WHY}, follow=True).status_code == 200
    client.logout()
    answer = client.get(file.url)
    told = answer.content.decode()
    assert (answer.status_code, "This file was withdrawn" in told, WHY in told) == (410, True, True)
    assert file.title not in told.partition("<main")[2].partition("</main")[0]
    text = client.get("/en/resources/guide/").content.decode()
    assert ("The file was withdrawn on" in text, WHY in text, file.url in text) == (True, True, False)
    assert not hits(client, "lighthouse")
    client.force_login(editor)
    client.post(address, {"back": "1"})
    client.logout()
    tasks.read_documents()
    given = client.get(file.url)
    assert (given.status_code, b"".join(given)[:2], hits(client, "lighthouse")) == (200, b"PK", True)
    entries = ModelLogEntry.objects.filter(action__startswith="pages.").order_by("pk")
    assert [(entry.action, entry.user_id) for entry in entries] == [
        (withdrawal.WITHDRAWN, editor.pk), (withdrawal.GIVEN_BACK, editor.pk),
    ]  # fmt: skip


def test_an_earlier_version_that_is_withdrawn_stays_listed_without_a_link(client, editor, page):
    first = page.document
    page.document = make_document("second")
    page.save_revision().publish()
    withdrawal.withdraw(document=first, by=editor)
    text = client.get("/en/resources/guide/").content.decode()
    assert (first.url in text, "Version of" in text, "withdrawn on" in text) == (False, True, True)


def test_who_may_not_have_a_file_is_not_told_that_it_was_withdrawn(client, editor):
    file = make_document(collection=closed_collection())
    withdrawal.withdraw(document=file, by=editor)
    client.logout()
    assert client.get(file.url).status_code == 302


def body_with(*files) -> list:
    links = "".join(f'<a linktype="document" id="{file.pk}">Words of {file.title}</a> ' for file in files)
    return [("paragraph", f"<p>{links}</p>")]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_text_links_only_what_its_readers_may_have(client, admin_user, rows, django_assert_num_queries):
    opened = [make_document(f"open{row}") for row in range(rows)]
    shut, gone = make_document("shut", collection=closed_collection()), make_document("gone")
    withdrawal.withdraw(document=gone, by=admin_user)
    make_home()
    page = make_page("Texts", slug="texts", body=body_with(*opened, shut, gone))
    text = client.get(page.url).content.decode()
    assert [file.url in text for file in (*opened, shut, gone)] == [*[True] * rows, False, False]
    assert text.count("Words of ") == rows + 2
    with django_assert_num_queries(1):
        str(page.body)


def test_the_editor_of_a_page_is_told_of_links_that_lead_nowhere(admin_client):
    make_home()
    page = make_page(
        "Texts",
        slug="texts",
        body=body_with(make_document("open"), make_document("shut", collection=closed_collection())),
    )
    html = "".join(str(block.value.source) for block in page.body)
    body = streamfield([("paragraph", rich_text(html, features=RICH_TEXT_FEATURES))])
    words = {"title": "Texts anew", "slug": "texts", "introduction": "", "seo_title": "", "search_description": ""}
    data = nested_form_data({**words, "body": body, "comments": inline_formset([])})
    told = admin_client.post(f"/cms/pages/{page.pk}/edit/", data, follow=True).content.decode()
    assert "Not everybody may download shut" in told
    assert "open, shut" not in told


@pytest.mark.parametrize("rows", [1, 3])
def test_no_list_of_files_names_a_hidden_document(monkeypatch, django_assert_num_queries, rows):
    """Of a programme, a recording and a text."""
    names = ["Open", "More", "Last"][:rows]
    files = [make_document("Hidden", collection=closed_collection()), *map(make_document, names)]
    replay = Replay.objects.create(event=EventFactory())
    for file in files:
        ReplayDocument.objects.create(replay=replay, document=file)
    block = BodyBlock().child_blocks["files"]
    value = block.to_python({"title": "Files", "files": [{"document": file.pk, "title": ""} for file in files]})
    monkeypatch.setattr(views, "replace", lambda item, documents: documents)
    item = SimpleNamespace(documents=[(file.title, file.pk) for file in files])

    with django_assert_num_queries(1):
        [shown] = views.with_documents([item])

    assert [title for title, _url in shown] == names
    rows_shown = replay.documents.filter(downloadable("document__")).order_by("pk")
    assert [row.document.title for row in rows_shown] == names
    assert [row["title"] for row in block.get_context(value)["rows"]] == names
