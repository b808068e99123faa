"""What a town hall asks for its signature by a mailed link and a typed code; for seven days it can be stopped."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Greatest
from django.utils import timezone
from django_fsm import TransitionNotAllowed, can_proceed

from charter import permissions
from charter.acts import forget_file, keep_file
from charter.followup.emails import readers
from charter.signing.emails import send_to_contact
from charter.signing.models import DeskLink, Signature
from charter.signing.services import CODE_LIFETIME, drop_act_file, keep_act_file, locked, log_act
from charter.states import STANDING, Party, SamePerson, State
from coalition.members.models import Contact, LocalGovernment
from coalition.privacy.email_addresses import normalise
from coalition.privacy.one_time_codes import check_code, issue_code
from coalition.uploads.files import sent_digest
from coalition.users.models import User

from . import emails, status
from .emails import language_of
from .models import TownHallRequest
from .status import NeedsAct, NoLongerPossible


@transaction.atomic
def invite_successors(*, today: date) -> int:
    """Invite the mailbox of each signature that stands and whose last known mandate has ended; return how many.

    The last known mandate is the later one of the signatory's and of the government's contacts. Each end of a
    mandate has one invitation: safe to repeat, and to run twice at once.
    """
    last = Greatest("mandate_ends_on", Max("government__contacts__mandate_end"))  # PostgreSQL leaves NULL out
    due = Signature.objects.filter(state__in=STANDING).annotate(ended_on=last).filter(ended_on__lt=today)
    ends = dict(due.order_by("pk").values_list("pk", "ended_on"))
    rows = Signature.objects.filter(pk__in=ends).exclude(official_email="").select_related("government").order_by("pk")
    invited = 0
    for signature in rows.select_for_update(of=("self",), skip_locked=True):
        occasion = f"mandate:{ends[signature.pk].isoformat()}"
        if not DeskLink.objects.filter(signature=signature, occasion=occasion).exists():
            token = DeskLink.issue(signature=signature, occasion=occasion)
            emails.send_succession(signature, token, ends[signature.pk])
            invited += 1
    return invited


MANDATE_AT_MOST = timedelta(days=6 * 366)  # how long a mandate is thought to last where its end was not said
COOLING_OFF = timedelta(days=7)  # whole days: the one on which it is asked does not count
FOR_THE_TEAM = ("act_body", "act_number", "act_date", "public_reason", "reason")  # what is kept of an ended request
Action = TownHallRequest.Action
Outcome, Side = TownHallRequest.Outcome, TownHallRequest.Side


def _told(signature: Signature) -> list[tuple[str, str, bool]]:
    """Return (address, language, whether it is confirmed) of all who hear of a change and may stop it, but reviewers.

    An unconfirmed contact is one of them: to stop a change does no harm, not to hear of it may.
    """
    told = [(address, language, True) for address, language in readers(signature)]
    if signature.contact_email and not signature.contact_is_confirmed:
        told.append((signature.contact_email, signature.language, False))
    return told


@transaction.atomic
def stop_request(*, request: TownHallRequest, side: str, reviewer: User | None = None) -> bool:
    """Stop what was asked and not done, or for a contact object to it. Return whether there was something to stop.

    `side` is who stops it, `reviewer` which one of them. The signature is locked, as for whoever does the change: one
    of both comes first, and the other one finds the request ended. All who were told are told.
    """
    signature = locked(request.signature)
    row = TownHallRequest.objects.select_for_update().changes().filter(pk=request.pk).first()
    if row is None:
        return False
    if side == Side.CONTACT:
        return _object(signature, row)
    end_request(row, Outcome.STOPPED, by=side, reviewer=reviewer)
    if row.is_cooled:
        _tell_end(signature, row)
    return True


def _object(signature: Signature, request: TownHallRequest) -> bool:
    """Record the objection of a contact, and notify everybody; the official mailbox can prove itself by a new link."""
    if request.objected_at:
        return False
    request.objected_at = timezone.now()
    request.save(update_fields=["objected_at"])
    for address, language, is_confirmed in _told(signature):
        proves = address == normalise(signature.official_email) and request.awaits_proof
        token = DeskLink.issue(signature=signature, change=request) if proves else ""
        emails.send_of_request(
            request, "change_objected", token, to=address, language=language, is_confirmed=is_confirmed
        )
    for reviewer in permissions.reviewers():
        emails.send_of_request(request, "objection_to_check", to=reviewer.email, language=language_of(reviewer))
    return True


@transaction.atomic
def overrule_objection(*, signature: Signature, reviewer: User) -> Signature:
    """Let a change go on to which a contact objected, once the town hall has proven itself by a new code.

    A request by letter has no mailbox that could: another reviewer than its own decides. The objection stays on record.
    Raises NoLongerPossible and SamePerson.
    """
    signature = locked(signature)
    request = _waiting(signature)
    if request.objected_at is None or request.overruled_at or request.awaits_proof:
        raise NoLongerPossible
    if request.started_by == reviewer:
        raise SamePerson
    request.overruled_at, request.overruled_by = timezone.now(), reviewer
    request.save(update_fields=["overruled_at", "overruled_by"])
    due = TownHallRequest.objects.due(timezone.localdate()).filter(pk=request.pk).first()
    if due is not None and not _proceed(signature, due):
        raise NoLongerPossible
    signature.refresh_from_db()
    return signature


def apply_due(*, today: date) -> int:
    """Do each change that a reviewer checked and whose cooling-off is over on `today`; return how many. Repeatable."""
    due = TownHallRequest.objects.due(today).order_by("pk").values_list("pk", "signature__government")
    return sum(_apply(pk, government, today) for pk, government in list(due))


@transaction.atomic
def _apply(pk: int, government: int | None, today: date) -> bool:
    """Do one change under the locks of its government and its signature, in this order, unless it ended meanwhile."""
    list(LocalGovernment.objects.select_for_update(no_key=True).filter(pk=government))
    signature = locked(TownHallRequest.objects.get(pk=pk).signature)
    request = TownHallRequest.objects.select_for_update().due(today).filter(pk=pk).first()
    return request is not None and _proceed(signature, request)


def _proceed(signature: Signature, request: TownHallRequest) -> bool:
    """Do what is due, or ask a new official mailbox for its code first, once; say whether that was possible still."""
    if "official_email" not in request.answers:
        return do_request(signature=signature, request=request)
    if signature.state not in STANDING:
        return False
    occasion = f"mailbox:{request.pk}"
    if not DeskLink.objects.filter(signature=signature, occasion=occasion).exists():
        token = DeskLink.issue(signature=signature, change=request, occasion=occasion)
        to, language = request.code_goes_to, signature.language
        emails.send_of_request(request, "new_mailbox", token, to=to, language=language, is_confirmed=False)
    return True


def do_request(*, signature: Signature, request: TownHallRequest) -> bool:
    """Make the change that was checked; say whether it was possible still. Both rows are locked by the caller."""
    try:
        with transaction.atomic():
            if request.action == Action.SUCCESSOR:
                _name_successor(signature, request)
            elif request.action == Action.CORRECT:
                _correct(signature, request)
            else:
                _change_status(signature, request)
    except (TransitionNotAllowed, NeedsAct, NoLongerPossible):
        end_request(request, Outcome.IMPOSSIBLE)
        if request.is_cooled:
            _tell_end(signature, request)
        return False
    return True


def end_request(request: TownHallRequest, outcome: str, *, by: str = "", reviewer: User | None = None) -> None:
    """Write how `request` ended. Its file goes, unless it was done: then the change of status that it led to holds it.

    Of the answers stays what the team wants to know later: the act, and why.
    """
    if not (request.is_read and outcome == Outcome.DONE):
        forget_file(request.file)
    request.file, request.file_name = "", ""
    request.answers = {name: request.answers[name] for name in FOR_THE_TEAM if name in request.answers}
    request.outcome, request.ended_at = outcome, timezone.now()
    request.ended_by, request.reviewer = by, reviewer
    request.save()


def end_obsolete() -> int:
    """End what was asked for a signature that has ended meanwhile; return how many. Safe to repeat."""
    rows = list(TownHallRequest.objects.select_for_update().changes().exclude(signature__state__in=STANDING))
    for request in rows:
        end_request(request, Outcome.IMPOSSIBLE)
    return len(rows)


CHANGES = {Action.HOLD: status.hold, Action.REINSTATE: status.reinstate, Action.WITHDRAW: status.withdraw}


def _change_status(signature: Signature, request: TownHallRequest) -> None:
    answers = request.answers
    act = status.Act(
        act_body=answers["act_body"],
        act_number=answers["act_number"],
        act_date=request.days["act_date"],
        cause=answers["public_reason"],
    )
    change, today = CHANGES[Action(request.action)], timezone.localdate()
    change(signature=signature, act=act, effective_on=today, by=_checked(request))
    end_request(request, Outcome.DONE)


def _checked(request: TownHallRequest) -> status.Checked:
    return status.Checked(
        by=request.checked_by,  # type: ignore[arg-type]
        file=str(request.file.name),
        sha256=request.file_sha256,
        sent_sha256=request.file_sent_sha256 or request.file_sha256,
        asked_on=timezone.localdate(request.confirmed_at),
        started_by=request.started_by,
    )


def _correct(signature: Signature, request: TownHallRequest) -> None:
    """Correct the signature, and tell who read its mails before and who reads them now; these by a link to the desk.

    A contact whose address is not confirmed is asked to confirm it.
    """
    told = dict(readers(signature))
    signature = status.correct(
        signature=signature, answers={**request.answers, **request.days}, checked=_checked(request)
    )
    end_request(request, Outcome.DONE)
    now = dict(readers(signature))
    for address, language in (told | now).items():
        own = address == normalise(signature.official_email)
        token = DeskLink.issue(signature=signature, to_contact=not own) if address in now else ""
        emails.send_of_request(request, "corrected", token, to=address, language=language)
    if not signature.contact_is_confirmed:
        send_to_contact(signature, "corrected", str(request.pk))


def _name_successor(signature: Signature, request: TownHallRequest) -> None:
    """Keep who is in office now as a private contact of the government. What was signed stays as it is.

    The mandate of who signed has ended by now, if its end was not known: the clock of `personal_data` runs from it.
    Where the end of the new one is not known, we ask again in six years. Contacts of the past stay until
    `coalition.members.personal_data` purges them.
    """
    if signature.state not in STANDING:
        raise NoLongerPossible
    today, answers, told = timezone.localdate(), request.answers, readers(signature)
    signature.mandate_ends_on = min(signature.mandate_ends_on or today, today)
    signature.save(update_fields=["mandate_ends_on"])
    Contact.objects.create(
        government=cast(LocalGovernment, signature.government),
        name=answers["name"],
        role=answers["role"],
        email=normalise(answers["contact"]),
        language=answers["language"],
        mandate_start=today,
        mandate_end=request.days.get("mandate_end") or today + MANDATE_AT_MOST,
    )
    end_request(request, Outcome.DONE)
    for address, language in told:
        emails.send_of_request(request, "successor_named", to=address, language=language)


def _tell_end(signature: Signature, request: TownHallRequest) -> None:
    for address, language, is_confirmed in _told(signature):
        emails.send_of_request(request, "change_stopped", to=address, language=language, is_confirmed=is_confirmed)
    for reviewer in permissions.reviewers():
        emails.send_of_request(request, "change_stopped", to=reviewer.email, language=language_of(reviewer))


@transaction.atomic
def accept_change(*, signature: Signature, reviewer: User) -> Signature:
    """Say that `reviewer` read the act's file, and that it says what the town hall asks. The file stays in evidence.

    The change is done on its day, if nobody stops it (`apply_due`): at once where that day has come, or where
    there is none. It is the town hall's own change; who checked it, and the file's digest, stand in the ledger.
    Raises NoLongerPossible when nothing waits or the signature changed meanwhile, NeedsAct when the file is gone,
    SamePerson when `reviewer` began it by a letter.
    """
    signature = locked(signature)
    request = _waiting(signature)
    # Each change that is read is a transition of its name.
    if request.checked_at or not (request.is_read and can_proceed(getattr(signature, request.action))):
        raise NoLongerPossible
    if request.started_by == reviewer:
        raise SamePerson
    try:
        with request.file.open("rb") as file:
            request.file_sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise NeedsAct from error
    request.checked_by, request.checked_at = reviewer, timezone.now()
    request.save(update_fields=["file_sha256", "checked_by", "checked_at"])
    due = TownHallRequest.objects.due(timezone.localdate()).filter(pk=request.pk).first()
    if due is not None and not _proceed(signature, due):
        raise NoLongerPossible
    signature.refresh_from_db()
    return signature


@transaction.atomic
def refuse_change(*, signature: Signature, reason: str, reviewer: User) -> Signature:
    """End what the town hall asked, forget its file, and mail `reason` to the mailbox. Raises NoLongerPossible."""
    signature = locked(signature)
    request = _waiting(signature)
    emails.send_change_refused(request, DeskLink.issue(signature=signature), reason)
    end_request(request, Outcome.REFUSED, by=Side.REVIEWER, reviewer=reviewer)
    return signature


def _waiting(signature: Signature) -> TownHallRequest:
    request = TownHallRequest.objects.select_for_update().changes().filter(signature=signature).first()
    if request is None or signature.state not in STANDING:
        raise NoLongerPossible
    return request


PURPOSE = "charter-adhesion"
REQUESTED_LINKS = {timedelta(hours=1): 3, timedelta(days=1): 10}  # the most that the public form mails for a signature


@transaction.atomic
def mail_signature_link(*, code: str) -> None:
    """Mail a link to the official mailbox of the published signature with verification code `code`, if there is one.

    Above REQUESTED_LINKS no email is sent, whoever asks. The caller never learns whether one was.
    """
    signature = Signature.objects.published().filter(verification_code=code).select_related("government").first()
    if signature is None or not signature.official_email:
        return
    locked(signature)
    now, links = timezone.now(), DeskLink.objects.filter(signature=signature)
    if all(links.requested_since(now - period).count() < most for period, most in REQUESTED_LINKS.items()):
        emails.send_signature_link(signature, DeskLink.issue(signature=signature, is_requested=True))


@transaction.atomic
def revoke_links(*, signature: Signature) -> int:
    """Make every link that was mailed for the signature open nothing; return how many did until now."""
    now = timezone.now()
    return DeskLink.objects.live(now).filter(signature=signature, change=None, member=None).update(revoked_at=now)


def possible_actions(signature: Signature) -> list[Action]:
    """Return what the town hall may do with its signature in its status, in the order of a page."""
    if signature.state not in STANDING:
        return []
    actions = [Action.ACT] if signature.is_ad_referendum else []
    if TownHallRequest.objects.change_of(signature):  # one change at a time: it is done, or stopped, first
        return actions
    if signature.state == State.SIGNED:
        actions.append(Action.HOLD)
    elif status.last_holder(signature) == Party.TOWN_HALL and (signature.has_act or status.act_is_awaited(signature)):
        actions.append(Action.REINSTATE)
    return [*actions, Action.CORRECT, Action.SUCCESSOR, Action.WITHDRAW]


@transaction.atomic
def prepare_request(
    *, link: DeskLink, action: str, answers: Mapping[str, Any], act_file: File | None = None
) -> TownHallRequest:
    """Keep what was typed for `action`, and mail the code that confirms it. Nothing else changes.

    What was typed by this link before, and not confirmed, is forgotten. Raises NoLongerPossible.
    """
    link = DeskLink.objects.select_for_update().get(pk=link.pk)
    if action not in possible_actions(link.signature):
        raise NoLongerPossible
    forget(link.requests.unconfirmed())
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in answers.items()}
    request = TownHallRequest(signature=link.signature, link=link, action=action, answers=plain)
    if act_file is not None:
        _keep_file(request, act_file)
    request.save()
    mail_change_code(request=request)
    return request


def _keep_file(request: TownHallRequest, act_file: File) -> None:
    request.file_sent_sha256, request.file_name = sent_digest(act_file), (act_file.name or "")[-200:]
    keep_file(request.file, act_file)


@transaction.atomic
def ask_by_letter(*, signature: Signature, official_email: str, letter: File, reviewer: User) -> TownHallRequest:
    """Begin to correct the official mailbox of a town hall that lost it, by a letter of its office; all known are told.

    Another reviewer reads the letter, seven days pass, and the new mailbox types a code. Raises NoLongerPossible.
    """
    signature = locked(signature)
    if Action.CORRECT not in possible_actions(signature):
        raise NoLongerPossible
    request = TownHallRequest(
        signature=signature, action=Action.CORRECT, answers={"official_email": normalise(official_email)},
        started_by=reviewer,
    )  # fmt: skip
    _keep_file(request, letter)
    _wait_for_reviewer(request)
    return request


@transaction.atomic
def mail_change_code(*, request: TownHallRequest) -> None:
    """Mail a fresh code for `request` to the mailbox that types it; the one before stops working."""
    issue_code(
        purpose=PURPOSE,
        subject_id=str(request.pk),
        address=request.code_goes_to,
        mail=lambda code: emails.send_change_code(request, code).is_owed,
        lifetime=CODE_LIFETIME,
    )


@transaction.atomic
def confirm_request(*, request: TownHallRequest, code: str) -> bool:
    """Take what `request` asks when `code` is the one that was mailed for it; say whether it was.

    A change waits for a reviewer then, and for its cooling-off; that of a new official mailbox is done now.

    Raises NoLongerPossible, and then the code is not used up.
    """
    signature = locked(request.signature)
    request = TownHallRequest.objects.select_for_update().get(pk=request.pk)
    in_the_end = TownHallRequest.objects.awaiting_mailbox(timezone.localdate()).filter(pk=request.pk).exists()
    proves, is_new = request.awaits_proof, request.confirmed_at is None
    if not (in_the_end or proves or (is_new and request.action in possible_actions(signature))):
        raise NoLongerPossible
    if not check_code(purpose=PURPOSE, subject_id=str(request.pk), address=request.code_goes_to, code=code):
        return False
    if proves:
        request.reconfirmed_at = timezone.now()
        request.save(update_fields=["reconfirmed_at"])
    elif in_the_end:
        if not do_request(signature=signature, request=request):
            raise NoLongerPossible
    elif request.action == Action.ACT:
        _keep_act(signature, request)
    else:
        _wait_for_reviewer(request)
    return True


def forget(requests: Iterable[TownHallRequest]) -> int:
    """Delete `requests` with their files, whose bytes go once the transaction is committed; return how many."""
    count = 0
    for request in requests:
        forget_file(request.file)
        request.delete()
        count += 1
    return count


@transaction.atomic
def ask_act_again(*, signature: Signature, reason: str) -> Signature:
    """Drop the act that came after publication, and mail `reason` to the mailbox with a link to send another one.

    Raises NoLongerPossible when no act waits to be confirmed.
    """
    signature = locked(signature)
    if signature.state not in STANDING or not (signature.is_ad_referendum and signature.has_act):
        raise NoLongerPossible
    drop_act_file(signature)
    signature.save()
    forget(TownHallRequest.objects.filter(signature=signature, action=Action.ACT, confirmed_at__isnull=False))
    emails.send_act_again(signature, DeskLink.issue(signature=signature), reason)
    log_act(signature)
    return signature


def _wait_for_reviewer(request: TownHallRequest) -> None:
    """Let a change wait for a reviewer, and for its cooling-off: all who can stop it are told, each by an own link.

    That is the official mailbox, the contacts that are known, and, in the CMS, each reviewer.
    """
    signature, request.confirmed_at = request.signature, timezone.now()
    if request.is_cooled:
        request.takes_effect_on = timezone.localdate() + COOLING_OFF + timedelta(days=1)
    request.save()
    if not request.is_cooled:
        return
    for address, language, is_confirmed in _told(signature):
        own = address == normalise(signature.official_email)
        token = DeskLink.issue(signature=signature, change=request, to_contact=not own)
        emails.send_of_request(request, "change_asked", token, to=address, language=language, is_confirmed=is_confirmed)
    for reviewer in permissions.reviewers():
        emails.send_of_request(request, "change_to_check", to=reviewer.email, language=language_of(reviewer))


def _keep_act(signature: Signature, request: TownHallRequest) -> None:
    """Put the file in evidence; what it says is typed again by the reviewer who reads it."""
    forget(TownHallRequest.objects.filter(signature=signature, action=Action.ACT, confirmed_at__isnull=False))
    with request.file.open("rb") as file:
        keep_act_file(signature, File(file, name=request.file_name), sent_sha256=request.file_sent_sha256)
    signature.save()
    forget_file(request.file)
    request.file, request.file_name, request.confirmed_at = "", "", timezone.now()
    request.save()
    log_act(signature)
