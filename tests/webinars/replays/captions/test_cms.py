"""The team of an event changes one line of its captions, and two people undo nothing of each other."""

import pytest
from django.urls import reverse

from tests.factories.replays import make_replay
from webinars.replays.captions import services as captions
from webinars.replays.models import Cue

pytestmark = pytest.mark.django_db


def edit(client, cue, **data):
    said = {"start": "0:04", "end": "0:08.500", "speaker": "Moderator", "text": cue.text}
    return client.post(
        reverse("webinars_replays:line", args=[cue.pk]), said | {"seen": captions.version_of(cue)} | data
    )


def test_one_line_is_changed_and_found_by_its_new_words(host):
    cue = make_replay().transcripts.get().cues.all()[1]

    response = edit(host, cue, text="Eight,\r\n\r\nindicators", start="0:04.25")

    cue.refresh_from_db()
    assert response["Location"] == f"{reverse('webinars_replays:captions', args=[cue.transcript_id])}?p=1#line-4250"
    assert (cue.start, cue.end, cue.text) == (4250, 8500, "Eight,\nindicators")
    assert cue.passage is not None
    assert "'eight'" in cue.passage.words


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"start": "4"}, "start"), ({"start": "0:09"}, "end"), ({"text": " \r\n "}, "text"),
        ({"start": "0:01"}, "start"), ({"end": "1:99"}, "end"), ({"text": "a" * 1001}, "text"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_refused(host, data, field):
    cue = make_replay().transcripts.get().cues.all()[1]

    response = edit(host, cue, **data)

    assert list(response.context["form"].errors) == [field]
    cue.refresh_from_db()
    assert (cue.start, cue.text) == (4000, "Seven indicators rather than seventy.")


def test_two_people_at_one_line_undo_nothing(host):
    cue = make_replay().transcripts.get().cues.all()[1]
    seen = captions.version_of(cue)
    edit(host, cue, text="What the first one wrote")

    response = edit(host, cue, text="What the second one wrote", seen=seen)

    assert "It now says: 0:04 – 0:08 Moderator What the first one wrote." in response.text
    assert "What the second one wrote" in response.text
    cue.refresh_from_db()
    assert cue.text == "What the first one wrote"
    edit(host, cue, text="What the second one wrote", seen=response.context["form"]["seen"].value())
    cue.refresh_from_db()
    assert cue.text == "What the second one wrote"


def test_a_line_is_added_and_removed(host):
    transcript = make_replay().transcripts.get()
    url = reverse("webinars_replays:new-line", args=[transcript.pk])

    response = host.post(url, {"start": "0:07", "end": "0:10", "text": "Yes."}, follow=True)

    assert "It is shown at the same time as the lines of 0:04." in response.text
    cue = transcript.cues.get(start=7000)
    edit(host, cue, remove="1")
    assert [line.start for line in captions.lines_of(transcript)] == [1000, 4000, 65000]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_lines_costs_the_same(host, number, django_assert_num_queries):
    transcript = make_replay().transcripts.get()
    Cue.objects.bulk_create(Cue(transcript=transcript, start=n, end=n + 1, text="A") for n in range(number * 10))
    url = reverse("webinars_replays:captions", args=[transcript.pk])
    host.get(url)

    with django_assert_num_queries(13):
        host.get(url)
