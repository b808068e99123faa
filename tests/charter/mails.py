"""Every mail of the charter: its subject, its readers and links, and one of each to look at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils import timezone
from wagtail.users.models import UserProfile

from charter.audit import emails as audit_emails
from charter.followup import emails as followup_emails
from charter.ledger.models import Checkpoint, LedgerEntry
from charter.review import emails as review_emails
from charter.review.models import TownHallRequest
from charter.review.status import Act, hold
from charter.signing import emails as signing_emails
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from coalition.mail.models import Message
from coalition.users.models import User
from tests.factories.charter import SignatureFactory, reviewer, two_reviewers
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import LocalGovernmentFactory

CONTACT, REVIEWS, TOKEN = "camille@secret.example", "one@network.example", "token-of-the-link"
DAY = date(2026, 3, 1)
REASON = "The act <b>2026/1</b> & its date\ndo not match."

# They go to an address that nobody confirmed yet, and so they are discreet where anybody can have a mailbox.
FIRST = {"code", "dossier_reminder", "new_mailbox", "news", "resume"}


@dataclass(frozen=True)
class Expected:
    """A mail: its subject in English (translated into others), readers and address.

    The address is below `/<language>/`; `{token}` is TOKEN or one made meanwhile. `to_contact` is the address in the
    contact's copy, where that is another one; `more` are those after the first.
    """

    subject: str
    readers: tuple[str, ...]
    path: str = ""
    to_contact: str = ""
    more: tuple[str, ...] = ()


MAILBOX, FILLER, REVIEWER = "mailbox", "contact", "reviewer"
BOTH = (MAILBOX, FILLER)
FIND = "charter/desk/"
STOP = "charter/desk/{token}/"
SIGNATURE, DRAFT, VERIFY = "charter/desk/{token}/", "charter/sign/{token}/", "charter/verify/{code}/"
EXPECTED = {
    "accepted": Expected(
        "Welcome: {government} is signatory no. {number} of the charter",
        BOTH,
        VERIFY,
        more=(
            "charter/certificate/{code}/{language}.pdf",
            "{picture}",
            "members/{slug}/#commitments-title",
            SIGNATURE,
            "calendar/",
        ),
    ),
    "act_again": Expected(
        "Please send your council's decision again", BOTH, f"{SIGNATURE}change/act/", to_contact=FIND
    ),
    "act_reminder": Expected(
        "We are waiting for your council's decision", BOTH, f"{SIGNATURE}change/act/", to_contact=FIND
    ),
    "adhesion_code": Expected("Your code to confirm a change", (MAILBOX,)),
    "adhesion_link": Expected("The link to update the signature of {government}", (MAILBOX,), SIGNATURE),
    "already_open": Expected(
        "Not submitted: {government} already has a signature", (MAILBOX,), more=("contact/?topic=signing",)
    ),
    "certificate": Expected("Your certificate is ready", BOTH, VERIFY),
    "changes_requested": Expected("Your signature: a question from the reviewers", BOTH, DRAFT),
    "change_asked": Expected("A change was requested: you can stop it", (MAILBOX,), STOP),
    "change_objected": Expected("A contact objects to a requested change", (MAILBOX,), STOP),
    "objection_to_check": Expected(
        "A contact objects to a requested change", (REVIEWER,), "../cms/charter/signatures/inspect/{pk}/"
    ),
    "change_stopped": Expected("The requested change has been stopped", (FILLER,)),
    "change_to_check": Expected(
        "A town hall asks for a change: please read its proof", (REVIEWER,), "../cms/charter/signatures/inspect/{pk}/"
    ),
    "change_refused": Expected("Your request about your signature was not accepted", BOTH, SIGNATURE, to_contact=FIND),
    "code": Expected("Your code to sign the charter for {government}", (MAILBOX,)),
    "dossier_reminder": Expected("Finish signing the charter by 1 March 2026", (FILLER,), DRAFT),
    "evidence_refused": Expected(
        "A question about what you sent: Shared diagnosis", BOTH, "charter/desk/{token}/#deliverable-diagnosis"
    ),
    "checkpoint": Expected("Checkpoint of the charter’s log: 1 March 2026", (REVIEWER,), "charter/ledger/auditors/"),
    "member_asked": Expected(
        "Does your local government sign with its association?", (REVIEWER,), "charter/desk/{token}/"
    ),
    "member_counted": Expected("You are counted among the members that sign", (REVIEWER,), VERIFY),
    "member_reminder": Expected(
        "Reminder: does your local government sign with its association?", (REVIEWER,), "charter/desk/{token}/"
    ),
    "new_signature": Expected(
        "A signature to check: {government}", (REVIEWER,), "../cms/charter/signatures/inspect/{pk}/"
    ),
    "news": Expected("News about your signature of the charter", (FILLER,), DRAFT),
    "rejected": Expected("Your signature of the charter was not accepted", BOTH),
    "reminder": Expected(
        "Due on 15 January 2027: Shared diagnosis", BOTH, "charter/desk/{token}/#deliverable-diagnosis"
    ),
    "resume": Expected("Your link to continue signing the charter", (FILLER,), DRAFT),
    "status_changed": Expected("Your signature of the charter has a new status", BOTH, VERIFY),
    "submitted": Expected(
        "We have received the signature of {government}: answer by {answer_by}", BOTH, "contact/?topic=signing"
    ),
    "successor_named": Expected("We now write to the person whom you named", (MAILBOX,)),
    "corrected": Expected("Your signature has been corrected", (MAILBOX,), SIGNATURE),
    "new_mailbox": Expected("Confirm the new official mailbox", (FILLER,), STOP),
    "succession": Expected("Who is in office now?", BOTH, f"{SIGNATURE}change/successor/", to_contact=FIND),
}


def signed(language: str, *, contact_email: str = CONTACT, **facts: str) -> Signature:
    """Return a published signature in `language`, to which every mail below is."""
    facts |= {"contact_email": contact_email, "verification_code": "AAAA-BBBB-CCCC", "reason": REASON}
    return SignatureFactory(state="signed", language=language, **facts)


def every_mail(signature: Signature) -> dict[str, list[Message]]:
    """Owe each mail of the charter once, by its name."""
    commitment = CommitmentFactory(signature=signature)
    evidence = EvidenceFactory(commitment=commitment, state="refused", reason=REASON)
    request = TownHallRequest.objects.create(
        signature=signature, action="hold", confirmed_at=timezone.now(), takes_effect_on=DAY, file="acts/x.pdf"
    )
    own, filler, team = (
        {"to": to, "language": signature.language}
        for to in (signature.official_email, signature.contact_email, REVIEWS)
    )
    return {
        "accepted": review_emails.send_accepted(signature),
        "act_again": review_emails.send_act_again(signature, TOKEN, REASON),
        "act_reminder": review_emails.send_act_reminder(signature, TOKEN, DAY),
        "adhesion_code": [review_emails.send_change_code(request, "123456")],
        "adhesion_link": [review_emails.send_signature_link(signature, TOKEN)],
        "already_open": [signing_emails.send_already_open(signature)],
        "certificate": review_emails.send_certificate(signature, 1),
        "changes_requested": review_emails.send_changes_requested(signature, 1),
        "change_asked": [review_emails.send_of_request(request, "change_asked", TOKEN, **own)],
        "change_objected": [review_emails.send_of_request(request, "change_objected", TOKEN, **own)],
        "objection_to_check": [review_emails.send_of_request(request, "objection_to_check", **team)],
        "change_stopped": [review_emails.send_of_request(request, "change_stopped", **filler)],
        "change_to_check": [review_emails.send_of_request(request, "change_to_check", **team)],
        "change_refused": review_emails.send_change_refused(request, TOKEN, REASON),
        "code": [signing_emails.send_code(signature, "123456")],
        "dossier_reminder": [review_emails.send_draft_reminder(signature, TOKEN, DAY)],
        "evidence_refused": followup_emails.send_evidence_refused(evidence),
        "checkpoint": [_checkpoint(signature.language)],
        "member_asked": [review_emails.send_to_member(_member(signature), "member_asked", TOKEN)],
        "member_counted": [review_emails.send_to_member(_member(signature), "member_counted")],
        "member_reminder": [review_emails.send_to_member(_member(signature), "member_reminder", TOKEN)],
        "new_signature": [review_emails.send_new_signature(signature, _writable(signature.language))],
        "news": _news(signature),
        "rejected": review_emails.send_rejected(signature),
        "reminder": followup_emails.send_reminder(commitment, 90),
        "resume": [signing_emails.send_resume_links([TOKEN], signature.contact_email, signature.language)],
        "status_changed": _status_changed(signature),
        "submitted": signing_emails.send_submitted(signature),
        "successor_named": [review_emails.send_of_request(request, "successor_named", **own)],
        "corrected": [review_emails.send_of_request(request, "corrected", TOKEN, **own)],
        "new_mailbox": [review_emails.send_of_request(request, "new_mailbox", TOKEN, **filler, is_confirmed=False)],
        "succession": review_emails.send_succession(signature, TOKEN, DAY),
    }


def _checkpoint(language: str) -> Message:
    """Send who keeps checkpoints the one of a day."""
    row = Checkpoint(size=12, note="log\n12\nAAAA\n\n\u2014 log AAAA\n", made_at=datetime.combine(DAY, time(12), UTC))
    return audit_emails.send_checkpoint(row, DAY, to=REVIEWS, language=language)


def _member(signature: Signature) -> GroupMember:
    """Return a member of the association that `signature` might be of, which reads its language."""
    town = LocalGovernmentFactory(languages=[signature.language])
    return GroupMember(pk=town.pk, signature=signature, government=town, official_email=REVIEWS)


def _writable(language: str) -> User:
    """Return a reviewer who works in `language`."""
    user = reviewer(1)
    user.email = REVIEWS
    user.save()
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    return User.objects.get(pk=user.pk)


def _news(signature: Signature) -> list[Message]:
    """Tell a contact whose address nobody confirmed."""
    unconfirmed = Signature.objects.get(pk=signature.pk)
    unconfirmed.contact_confirmed_at = None
    return signing_emails.send_to_both(unconfirmed, "rejected", "once more", reason=[REASON])[1:]


def _status_changed(signature: Signature) -> list[Message]:
    """Put the signature on hold, which mails it, and leave `signature` as it was for the mails that follow."""
    act = Act(act_body="Council", act_number="2026/7", act_date=DAY, reason=REASON)
    held = Signature.objects.get(pk=signature.pk)
    hold(signature=held, act=act, effective_on=timezone.localdate(), by=two_reviewers())
    assert LedgerEntry.objects.latest("sequence").status_change.reason == REASON
    return list(Message.objects.filter(template="charter/mail/status_changed").order_by("pk"))
