"""The wire on which letters leave, and an editor at the CMS."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.contrib.auth.models import Group

from coalition.users.models import User
from coalition.users.roles import NEWSLETTER_EDITORS
from tests.mail import memory


@pytest.fixture(autouse=True)
def wire():
    """What left, as sender, recipient and bytes."""
    memory.outbox.clear()
    return memory.outbox


@pytest.fixture
def letters(wire):
    """Return a function that reads what left, in order."""

    def read() -> list[EmailMessage]:
        return [message_from_bytes(data, policy=policy.default) for _sender, _recipient, data in wire]

    return read


@pytest.fixture
def mails(letters):
    """Return a function that reads what left, by recipient."""

    def read() -> dict[str, EmailMessage]:
        return {str(letter["To"]): letter for letter in letters()}

    return read


@pytest.fixture
def sign_in(client):
    """Return a function that signs an editor of a group in."""

    def enter(group: str = NEWSLETTER_EDITORS) -> User:
        user = User.objects.create_user("editor", "editor@town.example", "a long password")
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return user

    return enter
