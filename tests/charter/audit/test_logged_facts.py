"""Acts that are awaited, and codes and names of local governments: what no entry tells is in the log, by which act."""

import hashlib

import pgtrigger
import pytest
from django.core.files.base import ContentFile

from charter.audit.row_audit import check_files
from charter.audit.services import audit
from charter.ledger.models import LoggedFact
from charter.review import change_requests
from charter.review.models import TownHallRequest
from charter.signing.models import Signature
from coalition.members.models import LocalGovernment
from tests.factories.charter import accept, submitted
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 an act"
DIGEST = hashlib.sha256(PDF).hexdigest()


def said() -> list[str]:
    return [fault.message for fault in audit().faults]


def founded() -> Signature:
    signature = accept(submitted())
    assert said() == []
    return signature


def known() -> list[dict]:
    changes = LoggedFact.objects.filter(kind="government").exclude(facts__by="publication")
    return list(changes.order_by("pk").values_list("facts", flat=True))


@pytest.fixture
def awaited() -> Signature:
    """A signature ad referendum whose act came by its link and is not confirmed yet."""
    signature = founded()
    assert signature.is_ad_referendum
    request = TownHallRequest(signature=signature, action="act", file_name="act.pdf", file_sent_sha256=DIGEST)
    request.file.save("act.pdf", ContentFile(PDF), save=True)
    change_requests._keep_act(signature, request)
    return Signature.objects.get(pk=signature.pk)


def test_the_act_that_is_awaited_is_in_the_log_when_it_comes_and_its_file_is_checked(awaited):
    assert LoggedFact.objects.get(kind="act").facts == {"act_file_sha256": DIGEST}
    assert audit(files=True).faults == []
    with awaited.act_file.storage.open(awaited.act_file.name, "wb") as file:
        file.write(b"%PDF-1.7 other")
    (fault,) = check_files()
    assert "is another file than the one that was sent" in fault.message
    other = hashlib.sha256(b"%PDF-1.7 other").hexdigest()
    with pgtrigger.ignore():
        Signature.objects.filter(pk=awaited.pk).update(act_file_sha256=other, act_file_sent_sha256=other)
    assert list(check_files()) == []  # row and file agree
    assert said() == [f"signature {awaited.verification_code} awaits its act, and has another file of it than the log"]


def test_an_act_that_was_dropped_is_told_too_and_one_that_goes_without_a_word_is_found(awaited):
    change_requests.ask_act_again(signature=awaited, reason="It does not read.")
    assert LoggedFact.objects.filter(kind="act").last().facts == {"act_file_sha256": ""}
    assert said() == []
    with pgtrigger.ignore():
        LoggedFact.objects.filter(kind="act").last().delete()
    assert len(said()) == 2  # the leaf without its fact, and the act that is away


def test_another_code_is_logged_and_found_where_nobody_gave_it():
    signature = founded()
    government = LocalGovernment.objects.get(pk=signature.government_id)
    before, government.code = government.code, "XX-NEW"
    government.save()
    assert known() == [{"code_before": before, "code_after": "XX-NEW", "by": "edit"}]
    assert said() == []
    government.save_revision()
    LocalGovernment.objects.filter(pk=government.pk).update(code="XX-HACKED")
    government = LocalGovernment.objects.get(pk=government.pk)
    government.save_revision()  # a version in the CMS leads nowhere any more
    assert said() == [
        f"signature {signature.verification_code} is not what the ledger says: government",
        "the local government XX-NEW is gone, or has another code than was logged",
    ]


def test_other_names_of_who_has_signed_are_logged_and_found_where_nobody_gave_them():
    signature = founded()
    government = LocalGovernment.objects.get(pk=signature.government_id)
    names, government.names = government.names, {**government.names, "en": "Newtown"}
    government.save()
    stranger = LocalGovernment.objects.get(pk=LocalGovernmentFactory().pk)
    stranger.names = {"en": "Elsewhere"}
    stranger.save()
    assert known() == [{"names_before": names, "names_after": government.names, "by": "edit"}]
    assert said() == []
    LocalGovernment.objects.filter(pk=government.pk).update(names={"en": "Other"})
    assert said() == [f"the local government {government.code} has other names than were logged"]
