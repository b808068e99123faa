"""A session that people chose is not deleted: the CMS says why, and never breaks."""

import pytest
from django.urls import reverse

from events.agenda import services
from events.programme import release
from events.programme.models import Programme, Session
from tests.factories.events import RegistrationFactory, SeatCategoryFactory
from tests.factories.programmes import SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
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
