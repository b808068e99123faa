"""What a host may do to the sections they work in, and what roles see of closed events in the CMS."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page

from coalition.users import roles
from coalition.users.models import User
from tests.factories.events import EventFactory, event_page, events_page, run_all, webinars_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    """Return a function that signs in a member of a group."""

    def sign_in(role):
        user = User.objects.create_user(role, f"{len(role)}@coalition.example", "x")
        user.groups.add(Group.objects.get(name=role))
        run_all(user)
        client.force_login(user)
        return client

    return sign_in


@pytest.mark.parametrize("section", [events_page, webinars_page])
def test_a_host_cannot_take_a_section_away(sign_in, section):
    page = section()
    client = sign_in(roles.EVENT_HOSTS)
    several = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?id={page.pk}"

    for address in (
        reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        reverse("wagtailadmin_pages:delete", args=[page.pk]),
        reverse("wagtailadmin_pages:move", args=[page.pk]),
        several,
    ):
        client.post(address)
    assert Page.objects.get(pk=page.pk).live is True
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_a_host_takes_pages_of_events_away_and_an_editor_the_section(sign_in, client):
    page = event_page()
    sign_in(roles.EVENT_HOSTS).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert Page.objects.get(pk=page.pk).live is False

    section = events_page()
    sign_in(roles.COMMITTEE_EDITORS).post(reverse("wagtailadmin_pages:unpublish", args=[section.pk]))
    assert Page.objects.get(pk=section.pk).live is False


@pytest.mark.parametrize(
    ("role", "status"), [(roles.NEWSLETTER_EDITORS, 302), (roles.EVENT_HOSTS, 200), (roles.COMMITTEE_EDITORS, 200)]
)
def test_a_closed_event_is_submitted_for_translation_by_who_may_change_it(sign_in, role, status):
    page = event_page(EventFactory(closed=True), title="Partners only")
    client = sign_in(role)

    response = client.get(reverse("wagtail_localize:submit_page_translation", args=[page.pk]))

    assert (response.status_code, "Partners only" in response.content.decode()) == (status, status == 200)


@pytest.mark.parametrize(("role", "sees"), [(roles.NEWSLETTER_EDITORS, False), (roles.EVENT_HOSTS, True)])
def test_the_chooser_shows_closed_events_to_who_works_with_events(sign_in, role, sees):
    event = EventFactory(closed=True, name="Partners only")
    client = sign_in(role)
    chooser = "wagtailsnippetchoosers_events_event"

    for address in (
        reverse(f"{chooser}:choose"),
        reverse(f"{chooser}:choose_results"),
        reverse(f"{chooser}:chosen", args=[event.pk]),
        reverse(f"{chooser}:chosen_multiple") + f"?id={event.pk}",
    ):
        response = client.get(address)
        assert ("Partners only" in response.content.decode()) is sees, address
