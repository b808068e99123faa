"""Secret links of every kind: one way to make, to open and to forget them."""

import hashlib
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from charter.reports.models import LINK_LIFE, ReportLink
from charter.review.models import SignatureLink
from charter.signing.models import ResumeLink
from coalition.privacy import services, tokens
from coalition.privacy.links import SecretLink
from tests.factories.charter import SignatureFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db

TOKEN = "a-token-that-was-mailed-before-the-change-abc"


def test_what_stores_a_secret_link_is_one_kind_of_row():
    kinds = {model._meta.label for model in apps.get_models() if issubclass(model, SecretLink)}
    assert kinds == {
        "charter.SignatureLink", "charter.MemberLink", "charter.PeerMessage", "charter.ReaccessionInvitation",
        "charter.ReportLink", "charter.ResumeLink", "charter.StopLink", "events.LinkRequest", "events.NamedPerson",
        "events.PersonalInvitation",
    }  # fmt: skip


def test_a_link_that_the_code_before_wrote_still_opens_its_signature(client):
    signature = SignatureFactory()
    values = [signature.pk, hashlib.sha256(TOKEN.encode()).hexdigest(), timezone.now()]
    with connection.cursor() as cursor:
        statement = (
            "INSERT INTO charter_resumelink (signature_id, digest, created_at, to_contact) VALUES (%s, %s, %s, false)"
        )
        cursor.execute(statement, values)

    assert [link.signature for link in ResumeLink.behind(TOKEN)] == [signature]
    assert client.get(f"/en/charter/sign/{TOKEN}/").status_code == 200
    assert client.get(f"/en/charter/sign/{TOKEN[:-1]}/").status_code == 404


def test_a_fresh_link_keeps_the_digest_only():
    token = ResumeLink.issue(signature=SignatureFactory())
    assert ResumeLink.objects.get().digest == tokens.digest(token) != token
    assert ResumeLink.behind(token).exists()


def test_one_purge_forgets_the_links_of_every_kind_and_keeps_what_is_told_once():
    now = timezone.now()
    signature, report = SignatureFactory(state="signed"), ReportFactory()
    kept = [ResumeLink.issue(signature=SignatureFactory())]
    ends = {"": now - SignatureLink.KEPT, "mandate": now - 2 * SignatureLink.KEPT}
    for occasion, end in ends.items():
        SignatureLink.issue(signature=signature, occasion=occasion, expires_at=end - timedelta(seconds=1))
    SignatureLink.issue(signature=signature, expires_at=now - SignatureLink.KEPT + timedelta(seconds=1))
    ReportLink.issue(report=report, created_at=now - LINK_LIFE - timedelta(seconds=1))
    ReportLink.issue(report=report)

    assert services.purge(now=now)["links"] == 2

    assert sorted(SignatureLink.objects.values_list("occasion", flat=True)) == ["", "mandate"]
    assert (ReportLink.objects.count(), ResumeLink.behind(kept[0]).count()) == (1, 1)
