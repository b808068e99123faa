"""What may happen to a signature until it is submitted; the one way to change a state."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from charter import clock
from charter.acts import forget_file, keep_file
from charter.ledger.models import LedgerEntry, LoggedFact
from charter.ledger.services import append, head, log_fact
from charter.signals import submitted
from charter.states import PUBLISHED, STANDING, Party, State
from charter.texts.models import CharterText
from coalition.languages.names import fold
from coalition.members.models import GovernmentMerge, LocalGovernment
from coalition.privacy.email_addresses import normalise
from coalition.privacy.one_time_codes import check_code, is_awaited, issue_code
from coalition.uploads.files import sent_digest
from coalition.users.models import User

from . import emails
from .associations import GroupMember
from .models import ResumeLink, Signature

COUNTED = "group_members_counted"  # of the members that an association lists, those that said yes
SENT = "act_file_sent_sha256"  # of a picture alone: a PDF is kept as it was sent


def locked(signature: Signature) -> Signature:
    """Return the signature's row, locked until the transaction ends: two people never decide it together."""
    return Signature.objects.select_for_update().get(pk=signature.pk)


def move(
    transition: Callable[..., None],
    *,
    party: Party,
    actor: User | None = None,
    facts: dict[str, Any] | None = None,
    **arguments: Any,
) -> LedgerEntry:
    """Make `transition` (`signature.publish`: bound to a locked signature), write its ledger entry, and save it.

    `facts` are added to those of the signature; `arguments` go to the transition. `actor` is the account of a
    member of the staff, and of nobody else.

    Raises django_fsm.TransitionNotAllowed when its state does not allow it, and IntegrityError
    when the database refuses it (a second live signature of one government).
    """
    signature: Signature = transition.__self__  # type: ignore[attr-defined]
    last = head()
    source = str(signature.state)
    transition(**arguments)
    entry = LedgerEntry(
        signature=signature, dossier=signature.verification_code, event=transition.__name__, source=source,
        target=str(signature.state), party=party, actor=actor, data={**signature_facts(signature), **(facts or {})},
    )  # fmt: skip
    return append(last, entry)


def signature_facts(signature: Signature) -> dict[str, Any]:
    """Return what the ledger keeps of a signature: public facts and digests, never a person's name or address."""
    return {**own_facts(signature), **_group(signature)}


def own_facts(signature: Signature) -> dict[str, Any]:
    """Return `signature_facts()` minus the members of an association: what the signature's own row holds."""
    return {
        "government": signature.government.code if signature.government else "",
        "version": signature.version.number if signature.version else None,
        "language": signature.language,
        "text_sha256": signature.text_digest,
        "signatory_sha256": signatory_digest(signature),
        "act_body": signature.act_body,
        "act_number": signature.act_number,
        "act_date": signature.act_date.isoformat() if signature.act_date else "",
        "act_file_sha256": signature.act_file_sha256,
        "ad_referendum_until": signature.ad_referendum_until.isoformat() if signature.ad_referendum_until else "",
        "number": signature.number,
        **({SENT: signature.act_file_sent_sha256} if signature.act_was_drawn_anew else {}),
    }


def _group(signature: Signature) -> dict[str, str]:
    rows = sorted(signature.group_members.values_list("government__code", "counted_at"))
    if not rows:
        return {}
    counted = " ".join(code for code, counted_at in rows if counted_at)
    return {"group_members": " ".join(code for code, _at in rows), COUNTED: counted}


def signatory_digest(signature: Signature) -> str:
    """Return the SHA-256 of salt, name, office and mailbox, one a line: once they are erased, nobody can guess them."""
    lines = (signature.salt, signature.signatory_name, signature.signatory_role, signature.official_email)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def log_act(signature: Signature) -> None:
    """Log the file of the act that came for a published signature, or that it was dropped: no entry tells of either."""
    drawn_anew = {SENT: signature.act_file_sent_sha256} if signature.act_was_drawn_anew else {}
    facts = {"act_file_sha256": signature.act_file_sha256, **drawn_anew}
    log_fact(LoggedFact.Kind.ACT, signature.verification_code, facts)


KIND = LoggedFact.Kind.GOVERNMENT
EDIT, MERGE = "edit", "merge"  # by what
UNREAD = {"code", "crest", "portrait"}  # the first is logged apart, the others are pictures
# What the public reads of it beside a signature: on the list, in open data, on the map, in search, on its profile.
SHOWN = (*(name for name in LocalGovernment.revised_fields if name not in UNREAD), "search_text", "sort_keys")


def shown(government: LocalGovernment) -> dict[str, Any]:
    """Return code and public facts of `government` as they are stored, and can be logged."""
    row = LocalGovernment.objects.values("code", *SHOWN).get(pk=government.pk)
    return {name: plain(value) for name, value in row.items()}


def plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def keep_change(sender: Any, *, instance: LocalGovernment, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Log another code, and other public facts of a local government that has signed (signal `post_save`).

    A column that was not read before counts as changed.
    """
    before, now = {name: plain(value) for name, value in (instance.stored or {}).items()}, shown(instance)
    instance.stored = now
    changed = [name for name in now if name not in before or before[name] != now[name]]
    if created or raw or not before or not changed:
        return
    if not _has_signed(instance):
        changed = [name for name in changed if name == "code"]
    if changed:
        sides = (("before", before), ("after", now))
        facts = {f"{name}_{side}": values.get(name) for name in changed for side, values in sides}
        log_fact(KIND, instance.code, {**facts, "by": EDIT})


def keep_merge(sender: Any, *, instance: GovernmentMerge, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Log that a code leads to another one, by which merge (signal `post_save`)."""
    if created and not raw:
        facts = {"code_before": instance.code, "code_after": instance.into.code, "by": f"{MERGE} {instance.pk}"}
        log_fact(KIND, instance.into.code, facts)


def keep(government: LocalGovernment, *, by: str) -> None:
    """Log the public facts of a local government that has signed; call it last, as `log_fact`."""
    if _has_signed(government):
        now = shown(government)
        log_fact(KIND, now.pop("code"), {**{f"{name}_after": value for name, value in now.items()}, "by": by})


def _has_signed(government: LocalGovernment) -> bool:
    return Signature.objects.filter(government=government, state__in=PUBLISHED).exists()


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
def start(*, government: str, contact_email: str, language: str) -> str:
    """Open a signature of the `government` of that name, mail a link to `contact_email`, return another one's token.

    What is returned goes to the browser, and proves nothing about the address: see `services.links.confirm_contact`.
    """
    signature = Signature.objects.create(
        proposed_name=government, contact_email=normalise(contact_email), language=language
    )
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
    *,
    signature: Signature,
    act_body: str,
    act_number: str = "",
    act_date: date | None = None,
    act_file: File | None = None,
    ad_referendum_until: date | None = None,
) -> Signature:
    """Keep the council act; a new `act_file` replaces the old one, stored under a random name.

    Or the day by which the council decides: then the signature can be published ad referendum only. Raises
    SignatureClosed.
    """
    signature = editable(signature)
    signature.act_body, signature.act_number, signature.act_date = act_body, act_number, act_date
    signature.ad_referendum_until = ad_referendum_until
    if ad_referendum_until:
        drop_act_file(signature)
    elif act_file is not None:
        keep_act_file(signature, act_file, sent_sha256=sent_digest(act_file))
    return touch(signature)


def keep_act_file(signature: Signature, act_file: File, *, sent_sha256: str = "") -> None:
    """Store the bytes of `act_file` under a random name, with their digest; the file before goes at commit.

    `sent_sha256` is the digest of what was sent, where that were other bytes.
    """
    drop_act_file(signature)
    signature.act_file_sha256 = hashlib.sha256(keep_file(signature.act_file, act_file)).hexdigest()
    signature.act_file_sent_sha256 = sent_sha256 or signature.act_file_sha256
    signature.act_file_name = (act_file.name or "")[-200:]


def drop_act_file(signature: Signature) -> None:
    """Forget the file of the act; its bytes go once the transaction is committed."""
    forget_file(signature.act_file)
    signature.act_file, signature.act_file_name = "", ""
    signature.act_file_sha256, signature.act_file_sent_sha256 = "", ""


def missing_step(signature: Signature) -> str | None:
    """Return the first step whose answers are missing, or None when the signature is complete."""
    if not (signature.government_id or signature.proposed_name) or not (
        signature.signatory_name and signature.official_email
    ):
        return "government"
    if signature.is_group and not _knows_its_members(signature):
        return "members"
    if not (signature.act_number and signature.act_date) and not signature.ad_referendum_until:
        return "act"
    return None


def _knows_its_members(signature: Signature) -> bool:
    mailboxes = list(signature.group_members.values_list("official_email", flat=True))
    return bool(mailboxes) and all(mailboxes)


def _text_to_sign(signature: Signature, language: str) -> CharterText:
    if step := missing_step(signature):
        raise Incomplete(step)
    text: CharterText | None = CharterText.objects.current(language)
    if text is None:
        raise NothingToSign
    return text


@transaction.atomic
def agree(*, signature: Signature, language: str, agreed_digest: str) -> Signature:
    """Bind the signature to the current text in `language`.

    `agreed_digest` is the digest of the text that the signatory read. A version published meanwhile is another text.
    Raises SignatureClosed, Incomplete, NothingToSign, or TextChanged.
    """
    signature = editable(signature)
    text = _text_to_sign(signature, language)
    if text.digest != agreed_digest:
        raise TextChanged
    signature.version, signature.language, signature.text_digest = text.version, language, text.digest
    return touch(signature)


@transaction.atomic
def mail_code(*, signature: Signature, language: str, again: bool = False) -> None:
    """Mail a code for the signature to its official mailbox, in `language`.

    One that may still be on its way for the same government and mailbox is enough, unless `again`.
    Raises SignatureClosed, Incomplete, or NothingToSign.
    """
    signature = locked(signature)
    if not signature.is_open:
        raise SignatureClosed
    _text_to_sign(signature, language)
    if is_awaited(**code_of(signature)) and not again:
        return
    signature.language = language
    signature.save(update_fields=["language"])
    issue_code(
        **code_of(signature), mail=lambda code: emails.send_code(signature, code).is_owed, lifetime=CODE_LIFETIME
    )


def code_of(signature: Signature) -> dict[str, str]:
    """Return what a code is for: the mailbox, and the government that its mail names."""
    named = (signature.government_id, signature.proposed_name, signature.proposed_country, signature.proposed_kind)
    subject = f"{signature.pk}:{hashlib.sha256(repr(named).encode()).hexdigest()[:32]}"
    return {"purpose": PURPOSE, "subject_id": subject, "address": signature.official_email}


@transaction.atomic
def sign(*, signature: Signature, language: str, agreed_digest: str, code: str) -> bool:
    """Bind the signature to its text as `agree` does, submit it as `confirm` does; say whether `code` was right."""
    return confirm(signature=agree(signature=signature, language=language, agreed_digest=agreed_digest), code=code)


@transaction.atomic
def confirm(*, signature: Signature, code: str) -> bool:
    """Submit the signature when `code` is the one mailed to its official mailbox; say whether it was.

    When the government already has a live signature, the signature stays *mailbox verified* and its verified
    mailbox is told so: the page's answer is the same. Raises SignatureClosed.
    """
    signature = locked(signature)
    if not signature.is_open:
        raise SignatureClosed
    if not check_code(**code_of(signature), code=code):
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
    _propose_members(signature)
    move(signature.verify_mailbox, party=Party.TOWN_HALL)
    try:
        with transaction.atomic():
            if signature.government is None:
                signature.government = _proposal(
                    signature, signature.proposed_name, signature.proposed_country, signature.proposed_kind
                )
                signature.government.save()
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


def _proposal(signature: Signature, name: str, country: str, kind: str) -> LocalGovernment:
    code, names = f"P-{secrets.token_hex(6)}", {signature.language: name}
    return LocalGovernment(code=code, names=names, country=country, kind=kind, member=False, proposed=True)


def _propose_members(signature: Signature) -> None:
    """Propose the listed members that the directory lacks; as many queries for one as for five hundred."""
    lacking = list(signature.group_members.filter(government=None))
    for member in lacking:
        kind = LocalGovernment.Kind.OTHER  # a list does not say: who looks after the directory does
        member.government = _proposal(signature, member.listed_name, member.listed_country, kind)
        member.government.fill()
        member.government.slug = f"{slugify(fold(member.listed_name))[:80]}-{member.government.code.lower()}"
    LocalGovernment.objects.bulk_create([cast(LocalGovernment, member.government) for member in lacking])
    GroupMember.objects.bulk_update(lacking, ["government"])


def _locked_government(government: LocalGovernment) -> LocalGovernment:
    """Lock the row before the signature's: who names a government while holding the head then waits for nobody."""
    row = LocalGovernment.objects.select_for_update(no_key=True).filter(pk=government.pk).first()
    return row or _locked_government(GovernmentMerge.objects.get(code=government.code).into)


def _without_members(signature: Signature) -> Signature:
    if not signature.is_group:
        signature.group_members.all().delete()
        signature.delegation_number, signature.delegation_date = "", None
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


AT_MOST = 5  # links mailed at once to one address


@transaction.atomic
def resume(*, contact_email: str) -> int:
    """Mail fresh links to the open signatures of `contact_email`, the latest first, in one mail; return how many.

    Links mailed before keep working. The worker calls it (`charter.tasks`).
    """
    address = normalise(contact_email)
    signatures = Signature.objects.open().filter(contact_email=address).order_by("-updated_at")[:AT_MOST]
    tokens = [ResumeLink.for_contact(signature) for signature in signatures]
    if tokens:
        emails.send_resume_links(tokens, address, signatures[0].language)
    return len(tokens)


@transaction.atomic
def confirm_contact(*, link: ResumeLink) -> None:
    """Keep that the contact's address is theirs: somebody pressed the button behind `link`. Repeatable."""
    if link.to_contact:
        unconfirmed = Signature.objects.filter(pk=link.signature_id, contact_confirmed_at=None)
        unconfirmed.update(contact_confirmed_at=timezone.now())
