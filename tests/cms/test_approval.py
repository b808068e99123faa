"""Who writes a section publishes it; nobody is offered an approval that nobody gives."""

import pytest
from django.urls import reverse

from coalition.users.roles import COMMITTEE_EDITORS
from tests.factories.charter import staff
from tests.factories.home import make_home, make_page

pytestmark = pytest.mark.django_db


def test_submit_to_moderators_approval_is_not_offered(client):
    page = make_page("About", slug="about")
    client.force_login(staff(COMMITTEE_EDITORS))

    shown = [client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))]
    shown.append(client.get(reverse("wagtailadmin_pages:add", args=["home", "standardpage", make_home().pk])))

    assert ["action-submit" in answer.content.decode() for answer in shown] == [False, False]
    assert ["action-publish" in answer.content.decode() for answer in shown] == [True, True]
