"""One of everything that an address of the charter leads to, for the table of permissions."""

from datetime import date

import pgtrigger
from django.core.files.base import ContentFile
from django.utils import timezone

from charter.followup.models import Commitment, Schedule
from charter.ledger.log import sign_checkpoint
from charter.ledger.models import StatusChange
from charter.review import change_requests, status
from charter.review.models import SignatureLink, StopLink, TownHallRequest
from charter.signing.associations import GroupMember, MemberLink
from charter.signing.models import Signature
from tests.charter.followup.test_peers import mine
from tests.factories.charter import (
    SignatureFactory,
    accept,
    draft_version,
    link_to,
    published_version,
    reviewer,
    submitted,
)
from tests.factories.members import LocalGovernmentFactory
from tests.factories.reaccession import invited, older_and_newer
from tests.factories.reports import ReportFactory
from tests.factories.reports import link_to as link_to_report
from tests.uploads.files import PLAIN_PDF

CODE, UNKNOWN, SHA = "AAAA-BBBB-CCCC", "a-secret-that-nobody-has", "0" * 64


def holders_world() -> dict[str, dict[str, object]]:
    """Make what each secret address opens, and return the variables with which it does."""
    older, newer = older_and_newer()
    own = mine(signature__version=older, signature__state="signed")
    signed = own.signature
    published = change_requests.new_link(signed)
    link = SignatureLink.objects.get()
    answers = {
        "name": "Nour",
        "role": "Mayor",
        "contact": "nour@t.example",
        "language": "ar",
        "mandate_end": "2032-03-31",
    }
    link.requests.create(signature=signed, action="successor", answers=answers)
    now = timezone.now()
    over = signed.requests.create(action="act", confirmed_at=now, ended_at=now, outcome="stopped", ended_by="contact")
    group = SignatureFactory(government=LocalGovernmentFactory(kind="association"), state="signed", version=older)
    listed = GroupMember(signature=group, government=signed.government)
    with pgtrigger.ignore("charter.GroupMember:published_group_is_frozen_in"):
        listed.save()
    opened = {"token": link_to(SignatureFactory())}
    report = {"token": link_to_report(ReportFactory(government=signed.government))}
    _invitation, invited_by = invited(signed, newer)
    return {
        **{f"charter:{name}": {"token": published} for name in ("signature", "signature_again", "signature_confirm")},
        "charter:signature_revoke": {"token": published},
        "charter:signature_take_back": {"token": published},
        "charter:signature_action": {"token": published, "action": "hold"},
        "charter:signature_done": {"token": published, "action": "hold"},
        "charter:member_answer": {"token": MemberLink.issue(member=listed)},
        "charter:stop_request": {"token": StopLink.issue(request=over, side="contact")},
        "charter:reaccession": {"token": invited_by},
        **{f"charter:report{name}": report for name in ("", "_check", "_download", "_upload")},
        "charter:report_page": {**report, "page": "documents"},
        "charter:sign_resume": opened,
        "charter:sign_step": {**opened, "step": "government"},
    }


def make_world() -> dict[str, dict[str, object]]:
    """Make the rows, and return the variables of each address by its name. Secrets are unknown: a role opens none."""
    published_version(1)
    signature = accept(submitted(verification_code=CODE, act_file_sha256="a" * 64))
    signature.act_file.save("act.pdf", ContentFile(PLAIN_PDF))
    sign_checkpoint()
    newer = published_version(2)
    draft = draft_version(3)
    by_namespace = {
        "charter_signatures": signature.pk,
        "charter_versions": draft.pk,
        "charter_commitments": Commitment.objects.filter(signature=signature).first().pk,
        "charter_reports": ReportFactory(government=signature.government, state="submitted").pk,
        "charter_schedule": Schedule.objects.first().pk,
    }
    with_pk = ("act", "act_pages", "delete", "edit", "history", "history_results", "inspect", "usage", "invite")
    world = {f"{space}:{name}": {"pk": pk} for space, pk in by_namespace.items() for name in with_pk}
    secret = {
        f"charter:{name}": {"token": UNKNOWN}
        for name in (
            "signature", "signature_again", "signature_confirm", "signature_revoke", "signature_take_back",
            "stop_request", "member_answer",
            "reaccession", "report", "report_check", "report_download", "sign_resume",
        )
    }  # fmt: skip
    return {
        **world,
        **secret,
        "charter_reports:invite": {},
        "charter_versions:invite": {"pk": newer.pk},
        "charter:report_page": {"token": UNKNOWN, "page": "documents"},
        "charter_reports:sheet": {"pk": by_namespace["charter_reports"]},
        **_acts_of_changes(signature),
        "charter:signature_action": {"token": UNKNOWN, "action": "hold"},
        "charter:signature_done": {"token": UNKNOWN, "action": "hold"},
        "charter:sign_step": {"token": UNKNOWN, "step": "government"},
        "charter:canonical": {"number": 1},
        "charter:certificate": {"code": CODE, "language": "en"},
        "charter:difference": {"before": 1, "after": 2},
        "charter:ledger_entries": {"code": CODE},
        "charter:ledger_proof": {"code": CODE},
        "charter:verify": {"code": CODE},
        "charter:verify_file": {"sha256": SHA},
    }


def _acts_of_changes(signature: Signature) -> dict[str, dict[str, object]]:
    """Make a change of status by its town hall, and another one that it asks for; return what their files need."""
    act = status.Act(act_body="Council", act_number="7", act_date=date(2026, 1, 1), reason="Because.")
    asked = TownHallRequest(signature=signature, action="withdraw", confirmed_at=timezone.now())
    asked.answers = {"effective_on": "2026-01-01", "act_body": "Council", "act_number": "7", "act_date": "2026-01-01"}
    asked.file.save("asked.pdf", ContentFile(PLAIN_PDF))
    checked = status.Checked(by=reviewer(1), file=asked.file.name, sha256="c" * 64, sent_sha256="c" * 64)
    status.hold(signature=signature, act=act, effective_on=timezone.localdate(), checked=checked)
    change = StatusChange.objects.get()
    listed = GroupMember(signature=signature, government=LocalGovernmentFactory())
    with pgtrigger.ignore("charter.GroupMember:published_group_is_frozen_in"):
        listed.act_file.save("member.pdf", ContentFile(PLAIN_PDF))
    rows = {"asked_act": asked.pk, "change_act": change.pk, "member_act": listed.pk}
    return {f"charter_signatures:{name}{more}": {"pk": pk} for name, pk in rows.items() for more in ("", "_pages")}
