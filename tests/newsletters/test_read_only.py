"""What was sent, and who reads, is looked at in the CMS and never written there."""

import pytest
from django.urls import NoReverseMatch, reverse

from coalition.users.models import User
from newsletters.sending.models import Delivery
from tests.factories.newsletters import EditionTextFactory, ReaderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["administrator", "editor with every permission", "newsletter editor"])
def somebody(request, client, sign_in):
    """Sign in who might write most, down to who does the work."""
    if request.param == "administrator":
        user = User.objects.create_superuser("boss", "boss@town.example", "a long password")
        client.force_login(user)
        return user
    user = sign_in()
    if request.param.startswith("editor"):
        from django.contrib.auth.models import Permission

        user.user_permissions.set(Permission.objects.filter(content_type__app_label="newsletters"))
    return user


def answers(client, name: str, *arguments: object, **data: str) -> set[int]:
    """Return the statuses of asking for a page and of posting to it; 404 for one that is not there."""
    try:
        url = reverse(name, args=arguments)
    except NoReverseMatch:
        return {404}
    return {client.get(url).status_code, client.post(url, data).status_code}


def test_a_sent_delivery_cannot_be_set_back_to_waiting_by_hand(client, somebody):
    text = EditionTextFactory()
    delivery = Delivery.objects.create(edition=text.edition, text=text, reader=ReaderFactory(), state="sent")
    assert client.get(reverse("newsletter_deliveries:index")).status_code == 200
    assert client.get(reverse("newsletter_deliveries:inspect", args=[delivery.pk])).status_code == 200

    for name in ("edit", "delete"):
        found = answers(client, f"newsletter_deliveries:{name}", delivery.pk, state="queued")
        assert found <= {302, 403, 404}, (name, found)

    delivery.refresh_from_db()
    assert delivery.state == "sent"


def test_a_delivery_added_by_hand_is_refused_and_no_error(client, somebody):
    for _time in range(2):
        assert answers(client, "newsletter_deliveries:add", state="queued") <= {302, 403, 404}
    assert not Delivery.objects.exists()


def test_a_reader_is_changed_and_deleted_by_nobody_but_themselves(client, somebody):
    reader = ReaderFactory()
    assert client.get(reverse("newsletter_readers:index")).status_code == 200

    for name in ("edit", "delete"):
        assert answers(client, f"newsletter_readers:{name}", reader.pk, language="ar") <= {302, 403, 404}

    reader.refresh_from_db()
    assert reader.language == "en"
