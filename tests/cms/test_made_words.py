"""Codes and keys that machines know rows by are made where an editor gives none."""

import pytest
from django.urls import reverse

from coalition.calls.models import Call
from coalition.figures.models import Territory
from coalition.members.models import LocalGovernment
from coalition.resources.models import Resource
from tests.factories.members import LocalGovernmentFactory

from .typed import form_of

pytestmark = pytest.mark.django_db
CRITERION = {
    "criteria-TOTAL_FORMS": "1", "criteria-0-names_en": "Clear", "criteria-0-weight": "1", "criteria-0-ORDER": "1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("model", "name", "typed", "made"),
    [
        (LocalGovernment, "code", {"name_en": "Saint-Ouen", "kind": "municipality", "country": "FR"}, "fr-saint-ouen"),
        (Territory, "code", {"name_en": "The North"}, "the-north"),
        (Resource, "key", {"kind": "guide", "year": "2026", "languages": ["en"]}, "guide-2026"),
        (
            Call,
            "key",
            {"opens_at": "2027-01-10 10:00", "closes_at": "2027-02-10 10:00", "answer_by": "2027-03-01", **CRITERION},
            "initiatives-2027",
        ),
    ],
)
def test_a_word_is_made_and_is_like_no_other(admin_client, model, name, typed, made):
    add = reverse(model.snippet_viewset.get_url_name("add"))
    typed |= {"governments": [LocalGovernmentFactory().pk], name: ""}

    for _time in range(2):
        answer = admin_client.post(add, form_of(admin_client.get(add)) | typed)
        assert answer.status_code == 302, answer.context["form"].errors

    assert set(model.objects.values_list(name, flat=True)) >= {made, f"{made}-2"}
