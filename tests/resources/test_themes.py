"""The vocabulary of the library: words that editors keep, under slugs that never change."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils import translation

from coalition.resources.models import Theme, theme_choices
from tests.factories.events import EventFactory
from tests.factories.resources import ResourceFactory, resource_page, resources_page

pytestmark = pytest.mark.django_db


def test_themes_stand_in_the_order_of_the_language_and_fall_back_to_english():
    Theme.objects.exclude(slug__in=["work", "health"]).delete()
    Theme.objects.create(slug="archives", name_en="Archives")
    with translation.override("fr"):
        names = theme_choices()
        assert str(Theme.objects.get(slug="health")) == "Santé"
    assert names == [("archives", "Archives"), ("health", "Santé"), ("work", "Travail et ressources")]


def test_the_slug_of_a_theme_stays():
    theme = Theme.objects.get(slug="health")
    theme.slug = "care"
    with pytest.raises(ValidationError, match="Saved addresses hold this address name"):
        theme.full_clean()
    with pytest.raises(DatabaseError), transaction.atomic():
        Theme.objects.filter(pk=theme.pk).update(slug="care")


def test_a_theme_in_use_is_not_deleted_by_anybody():
    ResourceFactory(themes=["health"])
    with pytest.raises(ProtectedError), transaction.atomic():
        Theme.objects.get(slug="health").delete()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM resources_theme WHERE slug = 'health'")
    event = EventFactory(themes=["work"])
    with pytest.raises(ProtectedError) as refused, transaction.atomic():
        Theme.objects.get(slug="work").delete()
    assert refused.value.protected_objects == {event}
    event.themes = []
    event.save()
    Theme.objects.get(slug="work").delete()


def test_a_resource_names_its_themes_and_leads_to_their_filters(client):
    resource = ResourceFactory(key="guide", themes=["health", "work"])
    resource_page(resources_page("fr"), resource=resource)
    text = client.get("/fr/resources/guide/").content.decode()
    for slug, name in (("health", "Santé"), ("work", "Travail et ressources")):
        assert f'<a class="tag" href="/fr/resources/?theme={slug}" lang="fr">{name}</a>' in text
