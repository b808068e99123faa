import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coalition.resources.models import Resource
from coalition.users import roles
from coalition.users.models import User
from tests.factories.resources import ResourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = User.objects.create_user("editor")
    user.groups.add(Group.objects.get(name=roles.COMMITTEE_EDITORS))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_list_costs_the_same_for_any_number_of_rows(editor):
    counts = []
    for rows in (1, 2):  # one row, then three
        ResourceFactory.create_batch(rows)
        editor.get("/cms/snippets/resources/resource/")
        with CaptureQueriesContext(connection) as queries:
            assert editor.get("/cms/snippets/resources/resource/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_an_editor_makes_a_resource_where_its_page_chooses_it(editor):
    chooser = Resource.snippet_viewset.chooser_viewset
    values = {"key": "guide", "kind": "guide", "year": 2024, "languages": "fr,ar"}
    response = editor.post(reverse(chooser.get_url_name("create")), values)
    assert response.status_code == 200
    assert list(Resource.objects.values_list("key", "languages")) == [("guide", ["fr", "ar"])]
