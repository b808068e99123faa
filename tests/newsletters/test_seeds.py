"""Tests of an edition to the committee's own addresses: all languages by one press, and so many a day at most."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from coalition.mail import drain
from coalition.mail.models import Message, Suppression
from coalition.privacy import discretion
from coalition.privacy import services as privacy
from coalition.privacy.addresses import address_digest
from coalition.users.models import User
from coalition.users.roles import EVENT_HOSTS
from newsletters import personal_data
from newsletters.editions.seeds import services
from newsletters.editions.seeds.models import Seed
from newsletters.readers.models import Reader
from tests.factories.newsletters import TITLES, make_edition

pytestmark = pytest.mark.django_db


def seed(email="claire@town.example", **facts):
    return Seed.objects.create(owner="Claire", email=email, **facts)


def what_was_owed():
    rows = Message.objects.order_by("pk").values_list("to", "language", "discreet", "state")
    return [row for row in rows if row]


def test_one_press_sends_all_languages_to_all_addresses(client, sign_in, letters):
    user, page = sign_in(), make_edition(titles=TITLES)
    seed()
    seed(look="discreet", language="ar")
    seed("ben@town.example", language="fr")
    path = reverse("newsletter_editions:edition", args=[page.pk])
    assert "Send tests to 3 test addresses" in client.get(path).text

    answer = client.post(path, {"action": "seeds"}, follow=True)

    assert "5 tests are on their way." in answer.text
    assert sorted(what_was_owed()) == [
        ("ben@town.example", "fr", False, "queued"),
        ("claire@town.example", "ar", False, "queued"),
        ("claire@town.example", "ar", True, "queued"),
        ("claire@town.example", "en", False, "queued"),
        ("claire@town.example", "fr", False, "queued"),
    ]
    done = PageLogEntry.objects.get(action=services.TESTED)
    assert (done.user, done.data) == (user, {"emails": 5, "addresses": 2})
    assert Reader.objects.count() == 0
    drain.drain()
    english = next(letter for letter in letters() if letter["Subject"] == "[Test] Autumn")
    text = english.get_body(("plain",)).get_content()
    assert "on the list for tests of the newsletter" in " ".join(text.split())
    assert "because you subscribed" not in text


def test_an_address_gets_so_many_a_day_and_no_more(client, sign_in, monkeypatch):
    monkeypatch.setattr(services, "MOST", 3)
    user, page = sign_in(), make_edition(titles=TITLES)
    seed()
    seed(look="discreet")

    assert services.send(page=page, by=user) == services.Sent(3, 1, 3)
    assert services.send(page=page, by=user) == services.Sent(0, 0, 6)
    told = client.post(reverse("newsletter_editions:edition", args=[page.pk]), {"action": "seeds"}, follow=True).text
    assert "6 tests are left out: their addresses had 3 in a day." in told
    Message.objects.update(created_at=timezone.now() - services.DAY)
    assert services.send(page=page, by=user).emails == 3


def test_who_is_suppressed_or_asked_for_discretion_is_heard(sign_in, wire):
    user, page = sign_in(), make_edition()
    seed("gone@town.example")
    seed("discreet@town.example")
    Suppression.objects.create(address_digest=address_digest("gone@town.example"), reason="complaint")
    discretion.choose(address="discreet@town.example", source="registration:7", discreet=True)

    services.send(page=page, by=user)
    drain.drain()

    assert what_was_owed() == [
        ("gone@town.example", "en", False, "suppressed"),
        ("discreet@town.example", "en", True, "sent"),
    ]


def test_the_list_has_a_permission_of_its_own(client, sign_in):
    page = make_edition()
    user = sign_in()
    seed()
    user.groups.clear()
    user.user_permissions.add(*_permissions("access_admin", "send_edition"))
    client.force_login(User.objects.get(pk=user.pk))
    path = reverse("newsletter_editions:edition", args=[page.pk])

    assert "test address" not in client.get(path).text
    assert client.post(path, {"action": "seeds"}).status_code in {302, 403}
    assert not Message.objects.exists()


def _permissions(*names):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=names)


def test_editors_keep_the_list_and_nobody_else(client, sign_in):
    user = sign_in()
    new = {"owner": "Claire", "email": "Claire@Town.example", "language": "", "look": "ordinary"}
    client.post(reverse("newsletter_seeds:add"), new)
    again = client.post(reverse("newsletter_seeds:add"), new)

    assert list(Seed.objects.values_list("email", "added_by")) == [("claire@town.example", user.pk)]
    assert "This address is on the list already." in again.text
    user.groups.clear()
    other = User.objects.create_user("host", "host@town.example", "a long password")
    other.groups.add(_group(EVENT_HOSTS))
    client.force_login(other)
    assert client.get(reverse("newsletter_seeds:index")).status_code == 302


def _group(name):
    from django.contrib.auth.models import Group

    return Group.objects.get(name=name)


def test_the_database_keeps_an_address_once_in_each_look():
    seed()
    seed(look="discreet")
    with pytest.raises(IntegrityError), transaction.atomic():
        seed()


def test_an_address_is_exported_erased_and_forgotten():
    seed()
    held = privacy.export(address="claire@town.example")["newsletters"]
    assert held == [{"email": "claire@town.example", "for_tests_as": "Claire", "language": ""}]
    assert privacy.erase(address="claire@town.example")["newsletters"] == 1

    seed()
    used = seed("ben@town.example")
    Seed.objects.update(added_at=timezone.now() - timedelta(days=731))
    Seed.objects.filter(pk=used.pk).update(sent_at=timezone.now())
    personal_data.purge(timezone.now())
    assert list(Seed.objects.all()) == [used]
