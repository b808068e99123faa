"""What somebody typed waits for the worker, is answered exactly once, and is then erased."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from coalition.privacy import inquiries
from coalition.privacy.models import DiscreetAddress, Inquiry

pytestmark = pytest.mark.django_db
TYPED = {"email": "ann@town.example"}


@pytest.fixture
def asked() -> Iterator[list[dict[str, str]]]:
    """Answer inquiries of the task "test" by noting them, and by a row."""
    noted: list[dict[str, str]] = []

    @app.task(name="test")
    def note(*, email: str) -> None:
        DiscreetAddress.objects.create(mailbox_digest=email, source=str(len(noted)))
        noted.append({"email": email})
        if email.startswith("bad"):
            raise RuntimeError(f"no words about {email}")

    yield noted
    del app.tasks["test"]


def test_an_inquiry_is_answered_once_and_keeps_nothing(asked):
    inquiries.ask("test", **TYPED)

    assert Inquiry.objects.get().typed == TYPED
    assert [inquiries.answer_due(), inquiries.answer_due()] == [False, False]
    assert asked == [TYPED]
    row = Inquiry.objects.get()
    assert (row.typed, row.settled_at is not None, row.last_error) == ({}, True, "")
    with pytest.raises(IntegrityError, match="a_settled_inquiry_keeps_nothing"), transaction.atomic():
        Inquiry.objects.update(typed=TYPED)


def test_a_failed_answer_leaves_nothing_is_tried_again_and_holds_up_no_other(asked):
    inquiries.ask("test", email="bad@town.example")
    inquiries.ask("test", **TYPED)

    inquiries.answer_due()

    assert [typed["email"] for typed in asked] == ["bad@town.example", "ann@town.example"]
    assert list(DiscreetAddress.objects.values_list("mailbox_digest", flat=True)) == ["ann@town.example"]
    bad = Inquiry.objects.get(settled_at=None)
    assert (bad.attempts, bad.last_error, bad.next_attempt_at > timezone.now()) == (1, "RuntimeError", True)


def test_what_cannot_be_answered_is_given_up_and_erased(asked):
    inquiries.ask("test", email="bad@town.example")
    for _attempt in range(inquiries.MAX_ATTEMPTS):
        Inquiry.objects.update(next_attempt_at=timezone.now())
        inquiries.answer_due()

    row = Inquiry.objects.get()
    assert (row.attempts, row.typed, row.settled_at is not None) == (inquiries.MAX_ATTEMPTS, {}, True)
    assert inquiries.answer_due() is False
    assert len(asked) == inquiries.MAX_ATTEMPTS


def test_settled_inquiries_are_purged():
    now = timezone.now()
    Inquiry.objects.create(kind="old", settled_at=now - timedelta(days=2))
    Inquiry.objects.create(kind="new", settled_at=now)
    Inquiry.objects.create(kind="waits", typed=TYPED, created_at=now - timedelta(days=9))

    assert inquiries.purge(now) == 1
    assert set(Inquiry.objects.values_list("kind", flat=True)) == {"new", "waits"}
