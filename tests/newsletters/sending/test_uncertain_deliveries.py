"""An uncertain copy is sent again, or called delivered, by a person: once, and under the same Message-ID."""

from email import message_from_bytes

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from newsletters.sending import services
from newsletters.sending.models import Delivery, Edition
from newsletters.sending.services import deliver
from tests.factories.newsletters import DeliveryFactory, EditionTextFactory, make_edition
from tests.mail.memory import outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_edition()


@pytest.fixture
def edition(page):
    """An edition that was sent: two copies arrived, two are uncertain, and the reader of one of these has left."""
    text = EditionTextFactory(edition__translation_key=page.translation_key)
    for state in ("sent", "sent", "uncertain", "uncertain"):
        DeliveryFactory(text=text, state=state)
    text.edition.finish()
    text.edition.save()
    return text.edition


def press(client, page, action):
    return client.post(reverse("newsletter_editions:edition", args=[page.pk]), {"action": action}, follow=True)


def states():
    return sorted(Delivery.objects.values_list("state", flat=True))


def test_uncertain_copies_go_out_once_more_and_only_they(client, sign_in, page, edition):
    sign_in()
    gone = Delivery.objects.filter(state="uncertain").latest("pk").reader
    gone.state, gone.unsubscribed_at = "unsubscribed", gone.confirmed_at
    gone.save()

    assert "2 copies are on their way again." in press(client, page, "again").text
    assert "Nothing was changed." in press(client, page, "again").text
    outbox.clear()
    deliver()

    [(_sender, recipient, data)] = outbox
    doubted = Delivery.objects.get(reader__email=recipient)
    assert states() == ["sent", "sent", "sent", "skipped"]
    edition.refresh_from_db()
    assert (edition.state, edition.finished_at is None) == (Edition.State.SENT, False)
    assert ModelLogEntry.objects.get(action=services.SENT_AGAIN).data == {"copies": 2}

    first = message_from_bytes(data)["Message-ID"]
    Delivery.objects.filter(pk=doubted.pk).update(state="uncertain")
    services.send_again(edition=edition, by=None)
    outbox.clear()
    deliver()
    assert message_from_bytes(outbox[0][2])["Message-ID"] == first


def test_copies_that_arrived_are_settled(client, sign_in, page, edition):
    sign_in()
    assert "2 copies count as delivered." in press(client, page, "arrived").text

    outbox.clear()
    deliver()
    assert (outbox, states()) == ([], ["sent"] * 4)
    assert ModelLogEntry.objects.get(action=services.SETTLED).data == {"copies": 2}
    assert "Uncertain copies" not in client.get(reverse("newsletter_editions:edition", args=[page.pk])).text


def test_nothing_more_of_a_cancelled_edition_is_sent(edition):
    DeliveryFactory(text=edition.texts.first(), state="uncertain")
    Edition.objects.filter(pk=edition.pk).update(state="cancelled", finished_at=timezone.now())

    assert services.send_again(edition=edition, by=None) == 0
    assert set(edition.deliveries.in_doubt().values_list("state", flat=True)) == {"uncertain"}
