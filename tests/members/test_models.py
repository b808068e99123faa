from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from coalition.members import place_names
from coalition.members.models import Contact, LocalGovernment
from coalition.privacy import services
from tests.factories.members import ContactFactory, LocalGovernmentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"names": {}}, "Give a name in at least one language."),
        ({"country": "fr"}, "Write a country code of two capital letters, such as FR."),
        ({"longitude": None}, "Give latitude and longitude together, between -90 and 90, -180 and 180."),
        ({"latitude": "90.01"}, "Give latitude and longitude together, between -90 and 90, -180 and 180."),
        ({"population": 5, "population_year": 2020}, "A population needs its year and its source."),
        ({"proposed": True}, "A proposed local government is checked before it becomes a member."),
    ],
)
def test_the_database_refuses_what_the_form_explains(values, message):
    government = LocalGovernmentFactory.build(**values, slug="town")
    with pytest.raises(ValidationError) as refused:
        government.full_clean()
    assert message in refused.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalGovernment.objects.bulk_create([government])


def test_a_slug_is_made_from_the_name_and_stays_unique():
    slugs = [LocalGovernmentFactory(code=code, names={"es": "Peñón"}).slug for code in ("A-1", "A-2")]
    assert slugs == ["penon", "penon-a-2"]


def test_words_for_search_follow_a_partial_save():
    government = LocalGovernmentFactory(names={"en": "Old"})
    government.names = {"en": "New"}
    government.save(update_fields=["names"])
    government.refresh_from_db()
    assert government.search_text.split()[0] == "new"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *((text, ["PS-JEN"]) for text in ("jenine", "Jénine", "جنين", "جِنِين", "فلسطين", "palest yen")),
        *((text, []) for text in ("paris", "' & | ! :*", "\x00")),
        ("equateur", ["EC-Q"]),
        ("  ", ["EC-Q", "PS-JEN"]),
    ],
)
def test_search_ignores_accents_and_finds_any_language(text, found):
    LocalGovernmentFactory(
        code="PS-JEN", country="PS", names={"en": "Jenin", "fr": "Jénine", "es": "Yenín", "ar": "جنين"}
    )
    LocalGovernmentFactory(code="EC-Q", country="EC", names={"en": "Quito"})
    assert list(LocalGovernment.objects.search(text).values_list("code", flat=True)) == found


def test_contacts_leave_half_a_year_after_their_mandate():
    ContactFactory(mandate_end="2025-07-13")
    kept = [ContactFactory(mandate_end="2025-07-14"), ContactFactory(mandate_end=None)]
    assert services.purge(now=datetime(2026, 1, 10, tzinfo=UTC))["contacts"] == 1
    assert set(Contact.objects.all()) == set(kept)


def test_arabic_is_found_with_or_without_article_marks_and_hamza():
    assert place_names.search_words("الأراضي الفلسطينيّة") == place_names.search_words("اراضي فلسطينية")


def test_localised_takes_the_active_language_then_english_then_any():
    with override("fr"):
        assert place_names.localised({"en": "Jenin", "fr": "Jénine"}) == "Jénine"
        assert place_names.localised({"en": "Jenin", "fr": ""}) == "Jenin"
        assert place_names.localised({"ar": "جنين"}) == "جنين"
        assert place_names.localised({}) == ""


def test_a_name_in_another_script_stands_before_its_country_from_right_to_left():
    """The name is isolated: the first strong letter after it, which says the direction, is the country's."""
    town = LocalGovernment(names={"fr": "Exemple-sur-Mer"}, country="FR")
    with override("ar"):
        assert str(town) == "\u2067\u2068Exemple-sur-Mer\u2069 (فرنسا)\u2069"
    with override("fr"):
        assert str(town) == "Exemple-sur-Mer (France)"
