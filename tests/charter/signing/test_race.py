"""Fifty town-hall clerks press the button at once, on fifty real connections; then the reviewers do."""

import time
from collections import Counter
from functools import partial
from itertools import batched
from typing import Any

import pgtrigger
import pytest
from django.db import IntegrityError, connection

from charter.followup.models import Schedule
from charter.ledger import services as ledger
from charter.ledger.models import LedgerEntry, LedgerHead
from charter.review import services
from charter.review.services import publish_signature
from charter.signing.models import Signature
from charter.signing.services import code_of, confirm
from charter.texts.models import CharterText
from coalition.mail.models import Message
from coalition.privacy.one_time_codes import issue_code
from tests.attacks.measuring import rounds
from tests.factories.charter import SignatureFactory, published_version, reviewer
from tests.factories.members import LocalGovernmentFactory
from tests.races import at_once

AT_ONCE = 50  # connections: the server has 200, and tests run beside this one
SIGNATURES = rounds(short=2 * AT_ONCE, long=20 * AT_ONCE)
CONSTRAINTS = ("one_signature_under_review_per_government", "one_live_signature_per_government_and_version")

pytestmark = [pytest.mark.lengthy, pytest.mark.django_db(transaction=True)]


def fifty_signatures() -> dict[int, str]:
    """Return fifty complete signatures of one government, each with the code that was mailed to its mailbox."""
    text = CharterText.objects.current("fr") or published_version().texts.get(language="fr")
    rows = SignatureFactory.create_batch(
        AT_ONCE, government=LocalGovernmentFactory(), version=text.version, text_digest=text.digest
    )
    return {row.pk: mailed_code(row) for row in rows}


def mailed_code(row: Signature) -> str:
    codes: list[str] = []
    issue_code(**code_of(row), mail=lambda code: not codes.append(code))
    return codes[0]


def confirm_all() -> list[Any]:
    def press(pk: int, code: str) -> bool:
        return confirm(signature=Signature.objects.get(pk=pk), code=code)

    return at_once(*(partial(press, pk, code) for pk, code in fifty_signatures().items()))


def told() -> Counter[str]:
    return Counter(Message.objects.values_list("template", flat=True))


def test_fifty_simultaneous_submissions_give_one():
    """Everyone's page says the same; one signature is submitted, and the other mailboxes are told by mail."""
    assert confirm_all() == [True] * AT_ONCE

    assert Counter(Signature.objects.values_list("state", flat=True)) == {
        "submitted": 1,
        "mailbox_verified": AT_ONCE - 1,
    }
    events = LedgerEntry.objects.order_by("sequence").values_list("sequence", "event")
    assert [sequence for sequence, _event in events] == list(range(1, AT_ONCE + 2))
    assert Counter(event for _sequence, event in events) == {"verify_mailbox": AT_ONCE, "submit": 1}
    assert told() == {"charter/mail/submitted": 2, "charter/mail/already_open": AT_ONCE - 1}


def test_canary_without_the_constraints_there_are_more():
    constraints = [c for c in Signature._meta.constraints if c.name in CONSTRAINTS]
    with connection.schema_editor() as editor:
        for constraint in constraints:
            editor.remove_constraint(Signature, constraint)
    try:
        assert confirm_all() == [True] * AT_ONCE
        assert Signature.objects.filter(state="submitted").count() == AT_ONCE
    finally:
        with pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE charter_signature CASCADE")
        with connection.schema_editor() as editor:
            for constraint in constraints:
                editor.add_constraint(Signature, constraint)


def publish_all(count: int) -> list[Any]:
    """Publish `count` signatures, AT_ONCE at a time; return the number of each, and the type of what was raised."""
    rows = SignatureFactory.create_batch(count, state="authority_checked", act_file_sha256="a" * 64)
    second = reviewer(2)

    def publish(pk: int) -> int | None:
        return publish_signature(signature=Signature.objects.get(pk=pk), reviewer=second).number

    rounds_of = batched([partial(publish, row.pk) for row in rows], AT_ONCE)
    return [answer for deeds in rounds_of for answer in at_once(*deeds, refused=(IntegrityError,))]


def test_signatures_that_are_published_at_once_get_consecutive_numbers():
    assert sorted(publish_all(SIGNATURES)) == list(range(1, SIGNATURES + 1))

    numbers = Signature.objects.signed().order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, SIGNATURES + 1))
    entries = list(LedgerEntry.objects.order_by("sequence"))
    assert [entry.sequence for entry in entries] == list(range(1, SIGNATURES + 1))
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]


def test_canary_without_a_lock_of_the_head_signatures_collide(monkeypatch):
    """Proves that the test above sees a head that is read, and a number that is taken, without the row's lock.

    Both are replaced: the update that counts the number takes the same lock as the head does. The schedules of
    commitments are locked before the head is; without any, nothing else keeps publications apart.
    """
    Schedule.objects.all().delete()
    LedgerHead.objects.get_or_create(pk=1)

    def head() -> LedgerHead:
        found = LedgerHead.objects.get(pk=1)
        time.sleep(0.2)  # so that another one reads the same
        return found

    def next_number() -> int:
        number = head().last_number + 1
        LedgerHead.objects.filter(pk=1).update(last_number=number)
        return number

    monkeypatch.setattr(ledger, "head", head)
    monkeypatch.setattr(services, "next_number", next_number)
    numbers = publish_all(AT_ONCE)
    assert {number if number is IntegrityError else type(number) for number in numbers} == {int, IntegrityError}
