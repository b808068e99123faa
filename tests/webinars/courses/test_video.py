"""The recording of a lesson: played where everybody may watch it, and nowhere else."""

import pytest

from tests.factories.courses import course_with_pages
from tests.factories.replays import make_replay, video_of

pytestmark = pytest.mark.django_db


def lesson_with(replay):
    _course, _page, lessons = course_with_pages(modules=1, lessons=1)
    lessons[0].lesson.replay = replay
    lessons[0].lesson.save()
    return lessons[0]


def test_a_lesson_plays_its_recording_with_captions_and_leads_to_what_was_said(client):
    replay = make_replay()
    page = lesson_with(replay)

    response = client.get(page.url)
    html = response.content.decode()

    assert f'<source src="/recordings/{video_of(replay).uid}.mp4"' in html
    assert f'<track kind="captions" src="/recordings/{replay.transcripts.get().uid}.vtt" srclang="en"' in html
    assert 'href="/en/webinars/talk/replay/"' in html
    assert "media-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("facts", [{"closed": True}, {"neutral_address": True}, {"published": False}])
def test_what_not_everybody_may_watch_is_not_in_the_lesson(client, facts):
    replay = make_replay(**facts)
    page = lesson_with(replay)

    response = client.get(page.url)

    assert str(video_of(replay).uid) not in response.content.decode()
    assert "media-src" not in response["Content-Security-Policy"]
