"""A programme in the CMS: readers get what somebody looked at, with its own people, and what is chosen stays."""

import pytest
from django.urls import reverse

from events.agenda import services
from events.programme import release
from events.programme.models import Programme, Session, SessionSpeaker
from tests.cms.typed import form_of
from tests.events.door.test_door import host
from tests.factories.events import RegistrationFactory, SeatCategoryFactory
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def edit(row):
    return reverse(type(row).snippet_viewset.get_url_name("edit"), args=[row.pk])


def test_what_is_released_is_what_was_looked_at(client):
    programme = ProgrammeFactory()
    session = SessionFactory(programme=programme)
    host(client)
    plan = reverse("wagtailsnippets_events_programme:plan", args=[programme.pk])
    seen = client.get(plan).context["digest"]
    Session.objects.filter(pk=session.pk).update(titles={"en": "Half wri"})

    for digest in (seen, "", "x"):
        refused = client.post(plan, {"digest": digest}, follow=True)
        assert ("somebody changed the draft" in refused.text, programme.versions.count()) == (True, 0)
    client.post(plan, {"digest": client.get(plan).context["digest"]})

    assert [row["titles"] for row in programme.versions.get().content["sessions"]] == [{"en": "Half wri"}]


@pytest.mark.parametrize("known", [True, False])
def test_people_of_another_programme_are_neither_offered_nor_taken(client, known):
    session, other = SessionFactory(), ProgrammeFactory()
    ours, theirs = (SpeakerFactory(programme=row, name="Ada") for row in (session.programme, other))
    host(client)
    address = edit(session) if known else reverse(Session.snippet_viewset.get_url_name("add"))
    if known:
        rows = client.get(address).context["form"].formsets
        assert set(rows["session_speakers"].empty_form.fields["speaker"].queryset) == {ours}
    typed = form_of(client.get(edit(session))) | {
        "code": "other", "session_speakers-TOTAL_FORMS": "1", "session_speakers-0-speaker": theirs.pk,
    }  # fmt: skip

    refused = client.post(address, typed)

    assert (refused.status_code, "Choose one that belongs to this programme." in refused.text) == (200, True)
    assert SessionSpeaker.objects.count() == 0
    typed |= {"session_speakers-0-speaker": ours.pk}
    assert client.post(address, typed).status_code == 302
    assert SessionSpeaker.objects.get().speaker == ours


VIEWS = {Session: "wagtailsnippets_events_session", Programme: "wagtailsnippets_events_programme"}


@pytest.fixture
def chosen():
    """Return a workshop that one person starred and has a place in, and that another starred."""
    session = SessionFactory(capacity=3, titles={"en": "Workshop"})
    release.release(programme=session.programme)
    category = SeatCategoryFactory(event=session.programme.event)
    for registration in RegistrationFactory.create_batch(2, category=category):
        services.star(registration=registration, session=session.pk)
    services.take_place(registration=registration, session=session.pk)
    return session


def addresses(*rows):
    """Return where one of `rows` is deleted, and where all are at once."""
    [model] = {type(row) for row in rows}
    bulk = reverse("wagtail_bulk_action", args=["events", model._meta.model_name, "delete"])
    return [reverse(f"{VIEWS[model]}:delete", args=[rows[0].pk]), f"{bulk}?{'&'.join(f'id={row.pk}' for row in rows)}"]


def test_a_chosen_session_is_kept_and_the_refusal_says_why(editor, chosen):
    other = SessionFactory(programme=chosen.programme, titles={"en": "Nobody's"})

    for url in (*addresses(chosen, other), *addresses(chosen.programme)):
        for ask in (editor.get, editor.post):
            answer = ask(url, follow=True)
            assert answer.status_code == 200
            assert "Nothing was deleted." in answer.content.decode()
    assert Session.objects.count() == 2
