"""A form that arrives without its fields is the browser's mistake, not the server's."""

import pytest
from django.test import Client
from django.urls import reverse

from coalition.users.models import User
from tests.factories.home import make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    client.raise_request_exception = False
    client.force_login(User.objects.create_superuser("root", "root@town.example", "x"))
    return client


def test_page_forms_without_fields_answer_400(administrator):
    page = make_page("About", slug="about")
    revision = page.save_revision()
    parent = page.get_parent().pk
    forms = [
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent]),
        reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision.pk]),
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
    ]

    assert {address: administrator.post(address).status_code for address in forms} == dict.fromkeys(forms, 400)
