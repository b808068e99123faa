"""One country has one name, wherever it stands."""

import pytest
from django.utils.translation import override

from coalition.languages import names
from coalition.mail.rendering import render
from events.registrations import emails
from tests.factories.charter import SignatureFactory, charter_page, link_to
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.members import LocalGovernmentFactory, MemberProfileFactory, members_page
from tests.factories.resources import ResourceFactory, initiative_page, resource_page, resources_page

PALESTINE = {"en": "Palestine", "fr": "Palestine", "es": "Palestina", "ar": "فلسطين"}


@pytest.mark.parametrize("language", PALESTINE)
def test_a_country_bears_the_name_that_the_network_gives_it(language):
    with override(language):
        assert (names.country_name("PS"), names.country_name("ps")) == (PALESTINE[language],) * 2
    assert names.country_name("PS", language) == PALESTINE[language]


def test_spanish_names_are_those_of_latin_america_others_of_unicode_and_an_unknown_code_stays():
    assert [names.country_name(code, "es") for code in ("CI", "RO")] == ["Costa de Marfil", "Rumania"]
    assert [names.country_name(code, "fr") for code in ("KM", "XX", "")] == ["Comores", "XX", ""]


@pytest.mark.parametrize(
    ("language", "ordered"),
    [("fr", ["EG", "ES", "US", "FR"]), ("ar", ["ES", "FR", "EG", "US"]), ("en", ["EG", "FR", "ES", "US"])],
)
def test_options_stand_in_the_alphabet_of_their_language(language, ordered):
    with override(language):
        assert [code for code, _name in names.country_options({"US", "FR", "EG", "ES"})] == ordered


def test_a_form_offers_countries_and_nothing_else():
    with override("en"):
        offered = dict(names.country_choices())
    assert {"PS": "Palestine", "KM": "Comoros", "GM": "Gambia"}.items() <= offered.items()
    assert {"EZ", "XA", "XB", "ZZ", "419", "001", "AQ", "BV", "DG", "EA", "EU", "IC", "UM", "UN"}.isdisjoint(offered)


@pytest.mark.django_db
def test_events_emails_resources_members_and_signatories_call_a_country_the_same(client):
    event = EventFactory(country="PS", place={"en": "Town hall"})
    shelf = resources_page()
    government = LocalGovernmentFactory(code="PS-1", slug="jenin", country="PS")
    MemberProfileFactory(government=government)
    members_page()
    charter_page()
    signature = SignatureFactory(government=government, state="signed")
    pages = {
        "events": "/en/events/?country=PS",
        "event": event_page(event).url,
        "resources": "/en/resources/",
        "resource": resource_page(shelf, resource=ResourceFactory(country="PS")).url,
        "initiative": initiative_page(shelf, country="PS").url,
        "members": "/en/members/",
        "member": "/en/members/jenin/",
        "signatories": "/en/charter/signatories/",
        "verify": f"/en/charter/verify/{signature.verification_code}/",
        "search": "/en/search/?q=palestine",
        "sign": f"/en/charter/sign/{link_to(SignatureFactory(government=None))}/government/",
    }

    texts = {name: client.get(address).content.decode() for name, address in pages.items()}
    mail = emails.send_receipt(RegistrationFactory(category=SeatCategoryFactory(event=event)))
    texts["email"] = render(template=mail.template, language=mail.language, context=mail.context).text

    assert {name: "Palestine" in text for name, text in texts.items()} == dict.fromkeys(texts, True)
    assert [name for name, text in texts.items() if "Palestinian Territories" in text] == []
