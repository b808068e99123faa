import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from coalition.resources.models import Resource
from coalition.users import roles
from coalition.users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = User.objects.create_user("editor")
    user.groups.add(Group.objects.get(name=roles.COMMITTEE_EDITORS))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_editor_makes_a_resource_where_its_page_chooses_it(editor):
    chooser = Resource.snippet_viewset.chooser_viewset
    values = {"key": "guide", "kind": "guide", "year": 2024, "languages": ["fr", "ar"]}
    response = editor.post(reverse(chooser.get_url_name("create")), values)
    assert response.status_code == 200
    assert list(Resource.objects.values_list("key", "languages")) == [("guide", ["fr", "ar"])]
