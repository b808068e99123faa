"""Mail about an editor's account is owed to the ledger like any other, and tells a stranger nothing."""

import re

import pytest
from django.urls import reverse

from coalition.mail import rendering
from coalition.mail.models import Message
from coalition.users.models import User

pytestmark = pytest.mark.django_db


def ask(client, address: str) -> tuple[int, str]:
    response = client.post(reverse("account_reset_password"), {"email": address})
    return response.status_code, response["Location"]


def test_a_forgotten_password_is_answered_the_same_for_known_and_unknown(client):
    User.objects.create_user("nadia", "nadia@example.org", "a-Long-Enough-word")

    answers = {ask(client, address) for address in ("nadia@example.org", "nobody@example.org")}

    assert answers == {(302, reverse("account_reset_password_done"))}
    assert list(Message.objects.values_list("to", "template", "sensitive")) == [
        ("nadia@example.org", "mail/account", True)
    ]


def test_the_link_of_the_mail_sets_a_new_password(client):
    editor = User.objects.create_user("nadia", "nadia@example.org", "a-Long-Enough-word")
    ask(client, editor.email)

    mail = Message.objects.get()
    text = rendering.render(template=mail.template, context=mail.context, language=mail.language).text
    path = re.search(r"http://testserver(/accounts/password/reset/key/\S+?/)(?=[\s>)]|$)", text)[1]
    form = client.get(path, follow=True)
    response = client.post(
        form.request["PATH_INFO"], {"password1": "another-Long-word-1", "password2": "another-Long-word-1"}
    )

    assert response.status_code == 302
    editor.refresh_from_db()
    assert editor.check_password("another-Long-word-1")
