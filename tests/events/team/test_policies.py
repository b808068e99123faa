"""What a host does to the event of another team, by every way of the CMS that names a row: nothing."""

import json
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.forms import model_to_dict
from django.urls import get_resolver, reverse
from wagtail.models import Page

from coalition.users import roles
from events.models import Event
from events.pages.models import EventPage
from events.programme.models import Programme, Session, Speaker
from events.team import permissions as team
from tests.cms.typed import form_of
from tests.events.desk.test_cms import edit
from tests.events.pages.test_models import page_form
from tests.factories.charter import staff
from tests.factories.events import EventFactory, event_page, events_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory
from tests.project.cms_world import PARAMETER, WORDS, routes

pytestmark = pytest.mark.django_db
NAME = "Meeting in the shelter"


@pytest.fixture
def page():
    """The page of a closed event that another team runs."""
    events_page("fr")
    event = EventFactory(name=NAME, closed=True)
    team.join(event=event, user=staff(roles.EVENT_HOSTS, "owner"))
    return event_page(event, title=NAME)


@pytest.fixture
def host(client, page):
    user = staff(roles.EVENT_HOSTS)
    client.force_login(user)
    return user


def test_a_host_of_another_team_cancels_nothing_and_the_team_does(client, host, page):
    address, event = reverse("wagtailsnippets_events_event:edit", args=[page.event_id]), page.event
    assert client.post(address, {"state": "cancelled"}, follow=True).status_code == 404
    assert Event.objects.get().state == "scheduled"

    team.join(event=event, user=host)
    told = edit(client, event, state="cancelled")
    assert told.status_code == 302, told.context["form"].errors
    assert Event.objects.get().state == "cancelled"


@pytest.mark.parametrize("model", [Event, Programme, Session, Speaker])
def test_many_at_once_are_deleted_by_their_team_alone(client, host, page, model):
    programme = ProgrammeFactory(event=EventFactory())
    SessionFactory(programme=programme)
    SpeakerFactory(programme=programme)
    row = model.objects.latest("pk")
    address = reverse("wagtail_bulk_action", args=["events", model._meta.model_name, "delete"]) + f"?id={row.pk}"

    asked = client.get(address).text + client.get(address.replace(f"?id={row.pk}", "?id=all")).text
    client.post(address)
    assert (str(row) in asked, model.objects.filter(pk=row.pk).exists()) == (False, True)
    team.join(event=programme.event, user=host)
    client.post(address)
    assert not model.objects.filter(pk=row.pk).exists()


def of_one_page(page):
    """Return every address of the CMS that takes the number of a page, and those of many at once."""
    numbers = {"page_id", "parent_page_id", "page_to_move_id", "pk"}
    for route, _pattern in routes(get_resolver().url_patterns):
        route = route.replace("^", "")
        named = numbers & {name for _kind, name in PARAMETER.findall(route)}
        if named and re.match(r"cms/(pages|api/main/pages|localize/submit/page)/", route) and "(?P" not in route:
            yield "/" + PARAMETER.sub(lambda match: WORDS.get(match[2], str(page.pk)), route)
    for action in ("delete", "publish", "unpublish", "move"):
        yield reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}"
    kind = ContentType.objects.get_for_model(EventPage)
    yield reverse("wagtailadmin_editing_sessions:ping", args=[kind.app_label, kind.model, page.pk, 1])


def says(page):
    return model_to_dict(EventPage.objects.get(pk=page.pk)), page.revisions.count(), Page.objects.count()


def test_nothing_is_done_with_its_page_and_it_is_named_nowhere(client, host, page):
    before, parent = says(page), page.get_parent()
    asked = [*of_one_page(page), reverse("wagtailadmin_explore", args=[parent.pk])]
    asked += [reverse("wagtailadmin_choose_page_child", args=[parent.pk]), "/cms/pages/search/?q=shelter"]
    asked += [f"/cms/api/main/pages/?child_of={parent.pk}&for_explorer=1", "/cms/reports/site-history/"]
    asked += [reverse(f"wagtailsnippets_events_{kind}:list") for kind in ("event", "programme", "session", "speaker")]
    assert len(asked) > 30
    named = []
    for address in asked:
        words = client.get(address, follow=True).text
        client.post(address, {"name": NAME, "next": "/cms/"})
        named += [address] if NAME in words else []

    assert named == []
    assert says(page) == before


def test_no_page_and_no_programme_is_made_for_it(client, host, page):
    mine = EventFactory()
    team.join(event=mine, user=host)
    programme = ProgrammeFactory(event=mine)
    session, speaker = SessionFactory(programme=programme), SpeakerFactory(programme=programme)
    address = reverse("wagtailadmin_pages:add", args=["events", "eventpage", events_page("fr").pk])
    refused = client.post(address, page_form(page.event)).context["form"].errors
    assert refused == {"event": ["Only the event’s team can edit its pages."]}

    theirs = ProgrammeFactory(event=page.event)
    for row, field, value in ((session, "programme", theirs), (speaker, "programme", theirs),
                              (programme, "event", page.event)):  # fmt: skip
        edit = reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])
        refused = client.post(edit, form_of(client.get(edit)) | {field: value.pk}).context["form"].errors
        assert refused[field] == ["Only the event’s team can edit its programme."]


def test_choosers_offer_and_name_own_rows_only(client, host, page):
    theirs, mine = ProgrammeFactory(event=page.event), ProgrammeFactory(event=EventFactory())
    team.join(event=mine.event, user=host)
    for row, other in ((mine, theirs), (mine.event, page.event)):
        space = f"wagtailsnippetchoosers_events_{row._meta.model_name}"
        listed = client.get(reverse(f"{space}:choose_results")).text
        both = client.get(reverse(f"{space}:chosen_multiple"), {"id": [row.pk, other.pk]})
        assert (str(row) in listed, str(other) in listed) == (True, False)
        assert [int(found["id"]) for found in json.loads(both.content)["result"]] == [row.pk]


def test_no_form_names_what_it_refuses(client, host, page):
    theirs, mine = ProgrammeFactory(event=page.event), ProgrammeFactory(event=EventFactory())
    team.join(event=mine.event, user=host)
    speaker, session = SpeakerFactory(programme=theirs, name=NAME), SessionFactory(programme=mine)
    edit = reverse(session.snippet_viewset.get_url_name("edit"), args=[session.pk])
    named = {"session_speakers-TOTAL_FORMS": "1", "session_speakers-0-speaker": speaker.pk}
    posted = {
        reverse(Programme.snippet_viewset.get_url_name("add")): {"event": page.event_id},
        reverse(Session.snippet_viewset.get_url_name("add")): {"programme": theirs.pk},
        reverse(Speaker.snippet_viewset.get_url_name("add")): {"programme": theirs.pk},
        reverse("wagtailadmin_pages:add", args=["events", "eventpage", events_page("fr").pk]): page_form(page.event),
        edit: form_of(client.get(edit)) | named,
    }
    told = {address: client.post(address, typed).text for address, typed in posted.items()}

    assert ["team can edit its" in text or "belongs to this programme" in text for text in told.values()] == [True] * 5
    assert [address for address, text in told.items() if NAME in text] == []
