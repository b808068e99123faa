"""Who speaks, what there is to read, and in which languages: on the page of a programme and in one's own feed."""

import pytest
from django.core.files.base import ContentFile
from lxml.html import fromstring
from wagtail.documents import get_document_model

from events.programme import release
from events.programme.models import SessionDocument, SessionSpeaker
from tests.factories.events import event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file that it draws a size in to the garbage collector; ends when its models.py closes it.
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*(SpooledTemporaryFile|FileIO):pytest.PytestUnraisableExceptionWarning"
    ),
]


@pytest.fixture
def programme():
    programme = ProgrammeFactory()
    for language in ("en", "fr", "ar"):
        event_page(programme.event, language)
    return programme


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def page(client, programme, language="en"):
    response = client.get(f"/{language}/events/event-{programme.event_id}/programme/")
    assert response.status_code == 200
    return fromstring(response.text)


def speaking(programme, **facts):
    """Return a session of `programme` and its speaker."""
    session, speaker = SessionFactory(programme=programme), SpeakerFactory(programme=programme, **facts)
    SessionSpeaker.objects.create(session=session, speaker=speaker)
    return session, speaker


@pytest.mark.usefixtures("media")
def test_documents_stand_at_their_session_and_those_that_are_gone_do_not(client, programme):
    session, _speaker = speaking(programme)
    bare, _speaker = speaking(programme)
    files = [
        get_document_model().objects.create(title=name, file=ContentFile(b"%PDF-1.4", name=f"{name}.pdf"))
        for name in ("slides", "gone")
    ]
    for file in files:
        titles = {"en": f"The {file.title}", "fr": f"Les {file.title}"}
        SessionDocument.objects.create(session=session, document=file, titles=titles)
    release.release(programme=programme)
    files[1].delete()

    def told(shown, language):
        [article] = page(client, programme, language).xpath(f"//article[@id='session-{shown.pk}']")
        links = article.xpath(".//ul[@class='session__documents']//a")
        return [(link.text_content().strip(), link.get("href")) for link in links]

    assert told(session, "en") == [("The slides", files[0].url)]
    assert told(session, "fr") == [("Les slides", files[0].url)]
    assert told(bare, "en") == []
