"""The town hall's side: start a signature, fill it, prove the official mailbox, submit."""

import hashlib
import secrets
from datetime import date, timedelta
from functools import partial

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction

from charter import clock
from charter.signing import emails
from charter.signing.models import ResumeLink, Signature
from charter.signing.services.moves import locked, move
from charter.signing.signals import submitted
from charter.states import STANDING, Party, State
from charter.texts.models import CharterText
from coalition.members.models import GovernmentMerge, LocalGovernment
from coalition.privacy.addresses import normalise
from coalition.privacy.codes import check_code, issue_code
from coalition.uploads.files import extension_of, sent_digest

PURPOSE = "charter-mailbox"
ONE_SIGNATURE = ("one_signature_under_review_per_government", "one_live_signature_per_government_and_version")
CODE_LIFETIME = timedelta(hours=2)  # the office that reads the official mailbox is another one


class SignatureClosed(Exception):
    """The signature is under review or decided: its answers do not change."""


class Incomplete(Exception):
    """An answer is missing. `step` is the name of the step that asks it."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


class NothingToSign(Exception):
    """No version of the charter is published."""


class TextChanged(Exception):
    """The current text is not the one that was shown and agreed to."""


class AlreadyOpen(Exception):
    """The government has a signature under review or published; told by mail only, never on a page."""


@transaction.atomic
def start(*, contact_email: str, language: str) -> str:
    """Open an empty signature and mail a resume link to `contact_email`; return the token of another link.

    What is returned goes to the browser, and proves nothing about the address: see `services.links.confirm_contact`.
    """
    signature = Signature.objects.create(contact_email=normalise(contact_email), language=language)
    emails.send_resume_links([ResumeLink.for_contact(signature)], signature.contact_email, signature.language)
    return ResumeLink.issue(signature=signature)


@transaction.atomic
def choose_government(*, signature: Signature, government: LocalGovernment) -> Signature:
    """Say that the signature is of `government`, or of the one that it was merged into. Raises SignatureClosed."""
    government = _locked_government(government)
    signature = editable(signature)
    signature.government = government
    signature.proposed_name = signature.proposed_country = signature.proposed_kind = ""
    return touch(_without_members(signature))


@transaction.atomic
def propose_government(*, signature: Signature, name: str, country: str, kind: str) -> Signature:
    """Propose a government that the directory lacks. Its row is made when the mailbox is proven, not before.

    `country` is ISO 3166-1 alpha-2, `kind` one of LocalGovernment.Kind. Raises SignatureClosed.
    """
    signature = editable(signature)
    signature.government = None
    signature.proposed_name, signature.proposed_country, signature.proposed_kind = name, country, kind
    return touch(_without_members(signature))


@transaction.atomic
def set_signatory(
    *,
    signature: Signature,
    signatory_name: str,
    signatory_role: str,
    official_email: str,
    contact_name: str,
    mandate_ends_on: date | None = None,
) -> Signature:
    """Keep who signs, in which office, until when, from which mailbox, and who fills the signature.

    Raises SignatureClosed.
    """
    signature = editable(signature)
    signature.signatory_name, signature.signatory_role = signatory_name, signatory_role
    signature.mandate_ends_on = mandate_ends_on
    signature.official_email, signature.contact_name = normalise(official_email), contact_name
    return touch(signature)


@transaction.atomic
def set_act(
    *, signature: Signature, act_body: str, act_number: str, act_date: date, act_file: File | None = None
) -> Signature:
    """Keep the council act; a new `act_file` replaces the old one, stored under a random name.

    Raises SignatureClosed.
    """
    signature = editable(signature)
    signature.act_body, signature.act_number, signature.act_date = act_body, act_number, act_date
    signature.ad_referendum_until = None
    if act_file is not None:
        keep_act_file(signature, act_file, sent_sha256=sent_digest(act_file))
    return touch(signature)


@transaction.atomic
def announce_act(*, signature: Signature, act_body: str, ad_referendum_until: date) -> Signature:
    """Say that the council decides later, by `ad_referendum_until`: the signature can be published ad referendum only.

    Raises SignatureClosed.
    """
    signature = editable(signature)
    signature.act_body, signature.act_number, signature.act_date = act_body, "", None
    signature.ad_referendum_until = ad_referendum_until
    drop_act_file(signature)
    return touch(signature)


def keep_act_file(signature: Signature, act_file: File, *, sent_sha256: str = "") -> None:
    """Store the bytes of `act_file` under a random name, with their digest; the file before goes at commit.

    `sent_sha256` is the digest of what was sent, where that were other bytes.
    """
    act_file.seek(0)
    content = act_file.read()
    drop_act_file(signature)
    signature.act_file_sha256 = hashlib.sha256(content).hexdigest()
    signature.act_file_sent_sha256 = sent_sha256 or signature.act_file_sha256
    signature.act_file_name = (act_file.name or "")[-200:]
    signature.act_file.save(f"{secrets.token_hex(16)}.{extension_of(content)}", ContentFile(content), save=False)


def drop_act_file(signature: Signature) -> None:
    """Forget the file of the act; its bytes go once the transaction is committed."""
    if signature.act_file:
        transaction.on_commit(partial(signature.act_file.storage.delete, str(signature.act_file.name)))
    signature.act_file, signature.act_file_name = "", ""
    signature.act_file_sha256, signature.act_file_sent_sha256 = "", ""


def missing_step(signature: Signature) -> str | None:
    """Return the first step whose answers are missing, or None when the signature is complete."""
    if not (signature.government_id or signature.proposed_name):
        return "government"
    if signature.is_group and not _knows_its_members(signature):
        return "members"
    if not (signature.signatory_name and signature.official_email):
        return "signatory"
    if not (signature.act_number and signature.act_date) and not signature.ad_referendum_until:
        return "act"
    return None


def _knows_its_members(signature: Signature) -> bool:
    mailboxes = list(signature.group_members.values_list("official_email", flat=True))
    return bool(mailboxes) and all(mailboxes)


@transaction.atomic
def agree(*, signature: Signature, language: str, agreed_digest: str) -> Signature:
    """Bind the signature to the current text in `language`.

    `agreed_digest` is the digest of the text that the signatory read. A version published meanwhile is another text.
    Raises SignatureClosed, Incomplete, NothingToSign, or TextChanged.
    """
    signature = editable(signature)
    if step := missing_step(signature):
        raise Incomplete(step)
    text = CharterText.objects.current(language)
    if text is None:
        raise NothingToSign
    if text.digest != agreed_digest:
        raise TextChanged
    signature.version, signature.language, signature.text_digest = text.version, language, text.digest
    return touch(signature)


@transaction.atomic
def send_code(*, signature: Signature, language: str, agreed_digest: str) -> Signature:
    """Bind the signature to its text, as `agree` does, and mail a code to the official mailbox."""
    signature = agree(signature=signature, language=language, agreed_digest=agreed_digest)
    issue_code(
        purpose=PURPOSE,
        subject_id=str(signature.pk),
        address=signature.official_email,
        mail=lambda code: emails.send_code(signature, code).is_owed,
        lifetime=CODE_LIFETIME,
    )
    return signature


@transaction.atomic
def confirm(*, signature: Signature, code: str) -> bool:
    """Submit the signature when `code` is the one mailed to its official mailbox; say whether it was.

    When the government already has a live signature, the signature stays *mailbox verified* and its verified
    mailbox is told so: the page's answer is the same. Raises SignatureClosed.
    """
    signature = locked(signature)
    if not signature.is_open:
        raise SignatureClosed
    if not check_code(purpose=PURPOSE, subject_id=str(signature.pk), address=signature.official_email, code=code):
        return False
    try:
        hand_in(signature)
    except AlreadyOpen:
        emails.send_already_open(signature)
    else:
        emails.send_submitted(signature)
        submitted.send(sender=Signature, signature=signature)
    return True


def hand_in(signature: Signature) -> None:
    """Note that its official mailbox is proven, and hand `signature` to the reviewers; nobody is written to.

    The constraints decide who is first, not a look before. A government whose signature stands may sign a newer
    version only. Raises AlreadyOpen when another signature of the government is live.
    """
    move(signature.verify_mailbox, party=Party.TOWN_HALL)
    try:
        with transaction.atomic():
            if signature.government is None:
                signature.government = _proposed_government(signature)
            if _stands_for_this_version(signature):
                raise AlreadyOpen
            move(signature.submit, party=Party.TOWN_HALL)
    except IntegrityError as error:
        signature.refresh_from_db()
        if not any(name in str(error) for name in ONE_SIGNATURE):
            raise
        raise AlreadyOpen from error


def _stands_for_this_version(signature: Signature) -> bool:
    standing = Signature.objects.filter(government=signature.government, state__in=STANDING)
    version = signature.version
    return version is not None and standing.filter(version__number__gte=version.number).exists()


def _proposed_government(signature: Signature) -> LocalGovernment:
    return LocalGovernment.objects.create(
        code=f"P-{secrets.token_hex(6)}",
        names={signature.language: signature.proposed_name},
        country=signature.proposed_country,
        kind=signature.proposed_kind,
        member=False,
        proposed=True,
    )


def _locked_government(government: LocalGovernment) -> LocalGovernment:
    """Lock the row before the signature's: who names a government while holding the head then waits for nobody."""
    row = LocalGovernment.objects.select_for_update(no_key=True).filter(pk=government.pk).first()
    return row or _locked_government(GovernmentMerge.objects.get(code=government.code).into)


def _without_members(signature: Signature) -> Signature:
    if not signature.is_group:
        signature.group_members.all().delete()
    return signature


def editable(signature: Signature) -> Signature:
    """Lock the signature and open it again if its code was already typed."""
    signature = locked(signature)
    if not signature.is_open:
        raise SignatureClosed
    if signature.state == State.MAILBOX_VERIFIED:
        move(signature.reopen, party=Party.TOWN_HALL)
    return signature


def touch(signature: Signature) -> Signature:
    """Save `signature` as filled just now, which puts its deletion off; return it."""
    signature.updated_at = clock.now()
    signature.save()
    return signature
