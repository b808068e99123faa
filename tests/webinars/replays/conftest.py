import pytest
from django.contrib.auth.models import Group

from coalition.users import roles
from coalition.users.models import User
from tests.factories.events import run_all


@pytest.fixture
def host(client):
    user = User.objects.create_user("somebody", "somebody@coalition.example", "x")
    user.groups.add(Group.objects.get(name=roles.EVENT_HOSTS))
    run_all(user)
    client.force_login(user)
    return client
