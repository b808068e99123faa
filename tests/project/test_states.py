"""A protected state can be read again, and is protected all the while."""

import pytest
from django.db import models
from django_fsm import FSMModelMixin

from newsletters.sending.models import Issue
from tests.factories.newsletters import IssueTextFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return IssueTextFactory().issue


def test_a_change_elsewhere_is_read(issue):
    Issue.objects.filter(pk=issue.pk).update(state="sent", title="Other", finished_at=issue.started_at)

    issue.refresh_from_db(fields=["title"])
    assert (issue.title, issue.state) == ("Other", "sending")
    issue.refresh_from_db()

    assert (issue.state, issue.finished_at) == ("sent", issue.started_at)
    with pytest.raises(AttributeError, match="Direct state modification"):
        issue.state = "sending"


def test_what_was_deferred_stays_deferred(issue, django_assert_num_queries):
    deferred = Issue.objects.defer("title").get(pk=issue.pk)

    with django_assert_num_queries(1):
        deferred.refresh_from_db()

    assert deferred.get_deferred_fields() == {"title"}
    assert Issue.objects.defer("state").get(pk=issue.pk).state == "sending"


def test_a_row_that_is_gone_leaves_the_instance_as_it_was(issue):
    Issue.objects.filter(pk=issue.pk).delete()

    with pytest.raises(Issue.DoesNotExist):
        issue.refresh_from_db()

    assert (issue.state, issue.get_deferred_fields()) == ("sending", set())


class Watched(models.QuerySet):
    """Notes whether the field is protected while a row is read."""

    seen: list[bool] = []

    def get(self, *args, **kwargs):
        self.seen.append(Issue._meta.get_field("state").protected)
        return super().get(*args, **kwargs)


def test_the_state_is_protected_while_another_instance_is_read(issue, monkeypatch):
    monkeypatch.setattr(Watched, "seen", [])

    issue.refresh_from_db(from_queryset=Watched(Issue))

    assert Watched.seen == [True]


@pytest.fixture
def mixin():
    ours = Issue.__bases__
    Issue.__bases__ = (FSMModelMixin, models.Model)
    yield
    Issue.__bases__ = ours


def test_the_mixin_of_django_fsm_would_lift_the_protection(issue, mixin, monkeypatch):
    """The test above can fail: as long as this one passes, our own class is needed."""
    monkeypatch.setattr(Watched, "seen", [])

    issue.refresh_from_db(from_queryset=Watched(Issue))

    assert Watched.seen == [False]
