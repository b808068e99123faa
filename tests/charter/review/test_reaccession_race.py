"""Two people at once: one mail for each institution, one signature for each invitation."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection, connections, transaction

from charter.review import emails, reaccession
from charter.review.models import ReaccessionInvitation
from charter.review.querysets import ReaccessionInvitationQuerySet
from charter.signing.models import Signature
from tests.factories.charter import reviewer
from tests.factories.reaccession import invited, older_and_newer, signed_to

pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]

NAME = "one_invitation_per_signature_and_version"


def at_once(work) -> None:
    """Do `work` twice at once, each from its own connection."""

    def one() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threads = [Thread(target=one) for _thread in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.fixture
def meeting():
    """Return a place where two transactions wait for each other, for some seconds at most."""
    barrier = Barrier(2)

    def wait() -> None:
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=4)

    return wait


@pytest.fixture
def without_constraint():
    """Let the database take two invitations of one institution."""
    constraint = next(row for row in ReaccessionInvitation._meta.constraints if row.name == NAME)
    with connection.schema_editor() as editor:
        editor.remove_constraint(ReaccessionInvitation, constraint)
    yield
    ReaccessionInvitation.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(ReaccessionInvitation, constraint)


def mails_of_two_people(monkeypatch, meeting) -> int:
    """Return how many mails two people owe who invite the same institution at once."""
    with transaction.atomic():
        older, newer = older_and_newer()
        signed_to(older)
    sent = []

    def send(invitation, token) -> None:
        sent.append(token)
        meeting()

    monkeypatch.setattr(emails, "send_reaccession", send)
    actor = reviewer(1)
    at_once(lambda: reaccession.invite(version=newer, actor=actor))
    return len(sent)


def test_two_people_who_invite_at_once_send_one_mail(monkeypatch, meeting):
    assert mails_of_two_people(monkeypatch, meeting) == 1


def test_canary_without_the_constraint_they_send_two(monkeypatch, meeting, without_constraint):
    assert mails_of_two_people(monkeypatch, meeting) == 2


@pytest.mark.parametrize(("lock", "signatures"), [(True, 1), (False, 2)])  # the second is the canary
def test_two_presses_at_once_start_one_signature(monkeypatch, meeting, lock, signatures):
    with transaction.atomic():
        older, newer = older_and_newer()
        invitation, _token = invited(signed_to(older), newer)
    prefilled = reaccession._prefilled

    def slowly(signature, language):
        started = prefilled(signature, language)
        meeting()
        return started

    monkeypatch.setattr(reaccession, "_prefilled", slowly)
    if not lock:
        monkeypatch.setattr(
            ReaccessionInvitationQuerySet, "select_for_update", lambda rows, **_options: rows, raising=False
        )
    at_once(lambda: reaccession.start_from_invitation(invitation=invitation, language="fr"))
    assert Signature.objects.filter(state="draft").count() == signatures
