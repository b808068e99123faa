"""A member's profile: where it is, how its offices are reached, who leads it; none of that in a place at risk."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coalition.members import maps
from coalition.members.merge_governments import merge
from coalition.members.models import MemberProfile, Office
from coalition.users.models import User
from tests.factories.members import ContactFactory, LocalGovernmentFactory, members_page

pytestmark = pytest.mark.django_db

MAILBOX = "observatory@town.example"


def office(government, role="observatory", email=MAILBOX, **facts):
    return Office.objects.create(government=government, role=role, email=email, **facts)


def profile(client, government):
    return client.get(f"/en/members/{government.slug}/")


def test_the_profile_shows_where_the_member_is(client):
    members_page()
    town = LocalGovernmentFactory(latitude="48.91", longitude="2.44", section="europe")

    response = profile(client, town)

    world = response.context["where"]
    assert world.view == maps.section_view("europe")
    assert [(mark.x, mark.y) for mark in world.marks] == [world.view.place(2.44, 48.91)]
    assert f"Where {town.name} is, on a map" in response.content.decode()
    nowhere = profile(client, LocalGovernmentFactory(latitude=None, longitude=None)).content.decode()
    assert ('class="map' in nowhere, "Contacts" in nowhere) == (False, False)  # nor contacts where there are none


def test_offices_are_shown_by_role_and_no_person_is(client):
    members_page()
    town = LocalGovernmentFactory()
    office(town, phone="+33 1 23 45 67 89")
    ContactFactory(government=town, name="Amina Person", email="amina.person@town.example", phone="+33 6 00 00 00 00")

    html = profile(client, town).content.decode()

    assert "Observatory" in html
    assert f'href="mailto:{MAILBOX}"' in html
    assert "+33 1 23 45 67 89" in html
    assert [private for private in ("Amina", "amina.person", "+33 6") if private in html] == []


def test_no_contact_of_a_place_at_risk_is_shown(client):
    members_page()
    town = LocalGovernmentFactory(at_risk=True)
    office(town)
    assert MAILBOX not in profile(client, town).content.decode()


@pytest.mark.parametrize("fact", [{"email": "amina.person@town.example"}, {"phone": "+33 6 00 00 00 00"}])
def test_what_is_known_as_a_persons_is_refused(fact):
    contact = ContactFactory(email="Amina.Person@town.example", phone="+33 6 00 00 00 00")
    row = Office(government=contact.government, role="press", **fact)
    with pytest.raises(ValidationError, match="of a person among the private contacts"):
        row.full_clean()


def test_an_office_has_one_role_and_can_be_reached():
    town = LocalGovernmentFactory()
    office(town)
    for role, email in (("observatory", "other@town.example"), ("press", "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            office(town, role, email)


def test_offices_move_with_a_merge_and_none_twice():
    stays, goes = LocalGovernmentFactory(), LocalGovernmentFactory()
    office(stays)
    office(goes, email="old@town.example")
    office(goes, "press", "press@town.example")

    merge(source=goes, into=stays, by=User.objects.create_user("editor"))

    assert list(Office.objects.order_by("pk").values_list("government", "email")) == [
        (stays.pk, MAILBOX), (stays.pk, "press@town.example")
    ]  # fmt: skip


@pytest.mark.parametrize("at_risk", [False, True])
def test_who_leads_it_is_quoted_but_at_a_place_at_risk(client, at_risk):
    members_page()
    town = LocalGovernmentFactory(at_risk=at_risk)
    said = {"head": "Maëlle Kerrien", "head_office": "Mayor", "head_words": "We began at the reception desk."}
    MemberProfile.objects.update_or_create(government=town, language="en", defaults=said)

    shown = profile(client, town).content.decode()

    assert [words in shown for words in said.values()] == [not at_risk] * 3
