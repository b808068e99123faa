import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coalition.members.models import LocalGovernment
from tests.factories.members import ContactFactory, LocalGovernmentFactory, MemberProfileFactory

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


def test_code_and_slug_belong_to_one_government():
    first = LocalGovernmentFactory()
    for values in ({"code": first.code}, {"slug": first.slug}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LocalGovernmentFactory(**values)


def test_a_slug_is_made_from_the_name_and_stays_unique():
    slugs = [LocalGovernmentFactory(code=code, names={"es": "Peñón"}).slug for code in ("A-1", "A-2")]
    assert slugs == ["penon", "penon-a-2"]


def test_words_for_search_follow_a_partial_save():
    government = LocalGovernmentFactory(names={"en": "Old"})
    government.names = {"en": "New"}
    government.save(update_fields=["names"])
    government.refresh_from_db()
    assert government.search_text.split()[0] == "new"


def test_one_profile_per_language():
    profile = MemberProfileFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberProfileFactory(government=profile.government)


def test_a_mandate_ends_after_it_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactFactory(mandate_start="2026-02-01", mandate_end="2026-01-01")


def test_a_government_keeps_its_history():
    government = LocalGovernmentFactory(names={"en": "Before"})
    government.save_revision()
    government.names = {"en": "After"}
    government.save_revision()
    assert [revision.as_object().name for revision in government.revisions.order_by("created_at")] == [
        "Before",
        "After",
    ]
