"""Every address of the CMS answers: nobody who works there meets an error of the server."""

import pytest
from django.test import Client
from wagtail.models import Page

from coalition.users.models import User

pytestmark = pytest.mark.django_db


def test_the_root_of_the_tree_opens_for_an_administrator(client: Client):
    client.force_login(User.objects.create_superuser("root", "root@town.example", "x"))

    explorer = client.get("/cms/pages/")
    root = client.get(f"/cms/pages/{Page.objects.get(depth=1).pk}/")

    assert (explorer.status_code, root.status_code) == (200, 200)
    assert 'href="/cms/sites/"' in root.content.decode()
    assert client.get("/cms/sites/").status_code == 200
