"""A protected state can be read again, and is protected all the while."""

import pytest
from django.db import models

from newsletters.sending.models import Edition
from tests.factories.newsletters import EditionTextFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionTextFactory().edition


def test_a_change_elsewhere_is_read(edition):
    Edition.objects.filter(pk=edition.pk).update(state="sent", title="Other", finished_at=edition.started_at)

    edition.refresh_from_db(fields=["title"])
    assert (edition.title, edition.state) == ("Other", "sending")
    edition.refresh_from_db()

    assert (edition.state, edition.finished_at) == ("sent", edition.started_at)
    with pytest.raises(AttributeError, match="Direct state modification"):
        edition.state = "sending"


def test_what_was_deferred_stays_deferred(edition, django_assert_num_queries):
    deferred = Edition.objects.defer("title").get(pk=edition.pk)

    with django_assert_num_queries(1):
        deferred.refresh_from_db()

    assert deferred.get_deferred_fields() == {"title"}
    assert Edition.objects.defer("state").get(pk=edition.pk).state == "sending"


class Watched(models.QuerySet):
    """Notes whether the field is protected while a row is read."""

    seen: list[bool] = []

    def get(self, *args, **kwargs):
        self.seen.append(Edition._meta.get_field("state").protected)
        return super().get(*args, **kwargs)


def test_the_state_is_protected_while_another_instance_is_read(edition, monkeypatch):
    monkeypatch.setattr(Watched, "seen", [])

    edition.refresh_from_db(from_queryset=Watched(Edition))

    assert Watched.seen == [True]
