"""What the public reads beside the ledger: list, names, days, reports. Whoever changes it in the database is found."""

from datetime import timedelta
from types import SimpleNamespace

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from charter import tasks
from charter.audit.services import audit
from charter.followup.deliverables import Deliverable
from charter.followup.models import Commitment
from charter.followup.services import reschedule
from charter.ledger import log
from charter.ledger.models import Checkpoint
from charter.review import government_merges
from charter.signatories.models import Report, Signatory
from charter.signatories.services import accept_report, rebuild
from charter.signing.models import Signature
from charter.texts.models import CharterVersion
from coalition.members.models import LocalGovernment
from tests.factories.charter import accept, reviewer, submitted
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
CHANGED = {
    "deleted": lambda rows: rows.delete(),
    "redated": lambda rows: rows.update(signed_at=F("signed_at") - timedelta(days=400)),
    "renamed": lambda rows: rows.update(name_en="zzz", words=""),
    "flipped": lambda rows: rows.update(ad_referendum=True),
    "added": lambda rows: [
        Signatory.objects.create(
            signature=submitted(), government=row.government, number=9, status="signed", ad_referendum=False,
            signed_at=row.signed_at, version=1, kind=row.kind, country=row.country,
        )
        for row in rows
    ],
}  # fmt: skip
SAID = {
    "deleted": "is not on the public list",
    "redated": "is not on the public list as it was published: signed_at",
    "renamed": "is not on the public list as it was published: words, name_en",
    "flipped": "is not on the public list as it was published: ad_referendum",
    "added": "is on the public list, and was not published",
}


def said() -> list[str]:
    return [fault.message for fault in audit().faults]


@pytest.fixture
def whole():
    """Two signatories, an accepted report of one, all in the log."""
    signature, _other = accept(submitted(act_file_sha256="b" * 64)), accept(submitted())
    report = Report.objects.create(
        government=signature.government, year=2025, language="fr", answers={"women_received": "118"}, state="submitted",
        submitted_at=timezone.now(),
    )  # fmt: skip
    report = accept_report(report=report, by=reviewer(1))
    tasks.sign_log()
    assert said() == []
    return SimpleNamespace(signature=signature, government=signature.government, report=report)


@pytest.mark.parametrize("change", CHANGED)
def test_the_public_list_takes_no_write_and_one_made_without_triggers_is_found(whole, change):
    rows = Signatory.objects.filter(signature=whole.signature)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        CHANGED[change](rows)
    with pgtrigger.ignore():
        CHANGED[change](rows)
    code = Signature.objects.latest("pk").verification_code if change == "added" else whole.signature.verification_code
    assert said() == [f"signature {code} {SAID[change]}"]
    rebuild()
    assert said() == []


def test_the_public_list_is_not_emptied():
    with pytest.raises(DatabaseError, match="Cannot truncate"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE charter_signatory")


@pytest.mark.parametrize(("field", "value"), [("names", {"en": "Other"}), ("country", "BE")])
def test_a_signatory_that_was_never_renamed_has_its_names_and_country_in_the_log(whole, field, value):
    LocalGovernment.objects.filter(pk=whole.government.pk).update(**{field: value})
    assert said() == [f"the local government {whole.government.code} has other {field} than were logged"]
    government = LocalGovernment.objects.get(pk=whole.government.pk)
    setattr(government, field, {"en": "Third"} if field == "names" else "LU")
    government.save()  # by right
    assert said() == []


ROWS = {
    "version": (CharterVersion, {"published_at": F("published_at") - timedelta(days=400)}),
    "commitment": (Commitment, {"due_on": F("due_on") + timedelta(days=400)}),
    "report": (Report, {"answers": {"women_received": "811"}}),
}


@pytest.mark.parametrize("name", ROWS)
def test_the_day_of_a_version_a_due_date_and_the_figures_of_a_report_are_in_the_log(whole, name):
    reschedule(deliverable=Deliverable.DIAGNOSIS, months=20, by=reviewer(1))
    assert said() == []
    model, change = ROWS[name]
    row = model.objects.order_by("pk").first()
    subject = f"{name} {row.number if name == 'version' else row.pk}"
    with pgtrigger.ignore():
        model.objects.filter(pk=row.pk).update(**change)
    assert said() == [f"{subject} is not what the log has of it"]


def test_a_report_that_was_added_or_hidden_behind_the_log_is_found(whole):
    Report.objects.filter(pk=whole.report.pk).update(state="submitted")
    row = Report.objects.create(
        government=whole.government, year=2024, language="fr", state="accepted", submitted_at=timezone.now(),
        decided_at=timezone.now(), decided_by=reviewer(1),
    )  # fmt: skip
    assert said() == [
        f"report {row.pk} is not in the log: it was added behind it",
        f"report {whole.report.pk} is in the log, and is gone",
    ]


def test_what_is_public_of_a_local_government_follows_it_to_another_code_and_into_a_merge(whole):
    government = LocalGovernment.objects.get(pk=whole.government.pk)
    government.code = "XX-NEW"
    government.save()
    other = LocalGovernmentFactory(names={"en": "Elsewhere", "fr": "Ailleurs", "es": "Otra", "ar": "x"}, country="BE")
    government_merges.merge_governments(source=government, into=other, actor=reviewer(1))
    assert said() == []
    LocalGovernment.objects.filter(pk=other.pk).update(country="FR")
    assert said() == [f"the local government {other.code} has other country than were logged"]
    LocalGovernment.objects.filter(pk=other.pk).update(country="BE")
    Report.objects.update(government=LocalGovernmentFactory())
    assert said() == [f"report {whole.report.pk} is not what the log has of it"]


def test_a_demonstration_town_names_no_other_day_of_its_signature_either(whole):
    with pgtrigger.ignore():
        LocalGovernment.objects.update(fictional=True)
        Signature.objects.filter(pk=whole.signature.pk).update(signed_at=F("signed_at") - timedelta(days=400))
        rebuild()
    assert said() == [f"signature {whole.signature.verification_code} is not what the ledger says: signed_at"]


@pytest.fixture
def kept(settings, tmp_path):
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints")


def test_a_checkpoint_that_was_deleted_is_missed(kept, whole):
    first = Checkpoint.objects.get()
    accept(submitted())
    log.sign_checkpoint()
    assert said() == []
    with pgtrigger.ignore():
        first.delete()
    assert said() == [f"the checkpoint of {first.size} leaves was signed, and is gone"]


def test_a_checkpoint_whose_signer_died_before_the_database_kept_it_is_taken_up(kept, whole):
    accept(submitted())
    with transaction.atomic():
        log.sign_checkpoint()
        transaction.set_rollback(True)
    accept(submitted())
    log.sign_checkpoint()
    assert said() == []
    assert list(Checkpoint.objects.order_by("pk").values_list("note", flat=True)) == log.kept()
