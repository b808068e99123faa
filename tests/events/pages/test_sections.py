"""What a host may do to the sections they work in, and what roles see of closed events in the CMS."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from coalition.users import roles
from tests.factories.events import event_page, events_page, webinars_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("section", [events_page, webinars_page])
def test_a_host_cannot_take_a_section_away(host, section):
    page = section()
    several = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?id={page.pk}"

    for address in (
        reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        reverse("wagtailadmin_pages:delete", args=[page.pk]),
        reverse("wagtailadmin_pages:move", args=[page.pk]),
        several,
    ):
        host.post(address)
    assert Page.objects.get(pk=page.pk).live is True
    assert host.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_a_host_takes_pages_of_events_away_and_an_editor_the_section(sign_in):
    page = event_page()
    sign_in(roles.EVENT_HOSTS).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert Page.objects.get(pk=page.pk).live is False

    section = events_page()
    sign_in(roles.COMMITTEE_EDITORS).post(reverse("wagtailadmin_pages:unpublish", args=[section.pk]))
    assert Page.objects.get(pk=section.pk).live is False
