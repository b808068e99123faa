"""What was sent, and who reads, is looked at in the CMS and never written there."""

import pytest
from django.urls import NoReverseMatch, reverse

from coalition.users.models import User
from newsletters.sending.models import Delivery
from tests.factories.newsletters import EditionTextFactory, ReaderFactory

pytestmark = pytest.mark.django_db


def answers(client, name: str, *arguments: object, **data: str) -> set[int]:
    """Return the statuses of asking for a page and of posting to it; 404 for one that is not there."""
    try:
        url = reverse(name, args=arguments)
    except NoReverseMatch:
        return {404}
    return {client.get(url).status_code, client.post(url, data).status_code}


def test_what_was_sent_and_who_reads_is_written_by_no_hand(client):
    """Not even by an administrator, who may write most."""
    client.force_login(User.objects.create_superuser("boss", "boss@town.example", "a long password"))
    text, reader = EditionTextFactory(), ReaderFactory()
    delivery = Delivery.objects.create(edition=text.edition, text=text, reader=reader, state="sent")
    for seen in ("newsletter_deliveries:index", "newsletter_readers:index"):
        assert client.get(reverse(seen)).status_code == 200
    assert client.get(reverse("newsletter_deliveries:inspect", args=[delivery.pk])).status_code == 200

    for name in ("edit", "delete"):
        assert answers(client, f"newsletter_deliveries:{name}", delivery.pk, state="queued") <= {302, 403, 404}
        assert answers(client, f"newsletter_readers:{name}", reader.pk, language="ar") <= {302, 403, 404}
    assert answers(client, "newsletter_deliveries:add", state="queued") <= {302, 403, 404}

    assert Delivery.objects.values_list("state", "reader__language").get() == ("sent", "en")
