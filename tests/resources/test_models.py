import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coalition.resources.models import ResourcePage
from tests.factories.resources import ResourceFactory, resource_page, resources_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"country": "fr"}, "Write a country code of two capital letters, such as FR."),
        ({"year": 1900}, "Write a year between 1945 and 2100."),
    ],
)
def test_the_database_refuses_what_the_form_explains(values, message):
    resource = ResourceFactory.build(**values)
    with pytest.raises(ValidationError) as refused:
        resource.full_clean()
    assert message in refused.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        resource.save()


def test_a_key_belongs_to_one_resource():
    with pytest.raises(IntegrityError), transaction.atomic():
        ResourceFactory(key=ResourceFactory().key)


def test_one_page_per_resource_and_language():
    english, french = resources_page(), resources_page("fr")
    resource = ResourceFactory()
    resource_page(english, resource=resource)
    resource_page(french, resource=resource)
    second = ResourcePage(title="Again", slug="again", resource=resource, locale=english.locale)
    with pytest.raises(ValidationError, match="already has a page in this language"):
        english.add_child(instance=second)
