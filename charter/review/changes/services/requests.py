"""What a town hall does with its published signature, by a mailed link and a typed code."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from charter.review.changes import emails
from charter.review.changes.models import SignatureLink, TownHallRequest
from charter.review.changes.services import cooling
from charter.review.changes.services.cooling import Action
from charter.review.changes.services.links import new_link
from charter.review.status import services as status
from charter.review.status.services import NoLongerPossible
from charter.signing.models import Signature
from charter.signing.services.drafts import drop_act_file, keep_act_file
from charter.signing.services.moves import locked, log_act
from charter.states import STANDING, Party, State
from coalition.privacy import tokens
from coalition.privacy.codes import check_code, issue_code
from coalition.uploads.files import extension_of, sent_digest

PURPOSE = "charter-adhesion"


@transaction.atomic
def mail_link(*, code: str) -> None:
    """Mail a link to the official mailbox of the published signature with verification code `code`, if there is one.

    Whoever asks gets one answer: the caller learns nothing either.
    """
    signature = Signature.objects.published().filter(verification_code=code).select_related("government").first()
    if signature is not None and signature.official_email:
        emails.send_link(signature, new_link(signature))


@transaction.atomic
def revoke_links(*, signature: Signature) -> int:
    """Make every link that was mailed for the signature open nothing; return how many did until now."""
    now = timezone.now()
    return SignatureLink.objects.live(now).filter(signature=signature).update(revoked_at=now)


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
    return [*actions, Action.SUCCESSOR, Action.WITHDRAW]


@transaction.atomic
def prepare(
    *, link: SignatureLink, action: str, answers: Mapping[str, Any], act_file: File | None = None
) -> TownHallRequest:
    """Keep what was typed for `action`, and mail the code that confirms it. Nothing else changes.

    What was typed by this link before, and not confirmed, is forgotten. Raises NoLongerPossible.
    """
    link = SignatureLink.objects.select_for_update().get(pk=link.pk)
    if action not in possible_actions(link.signature):
        raise NoLongerPossible
    forget(link.requests.unconfirmed())
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in answers.items()}
    request = TownHallRequest(signature=link.signature, link=link, action=action, answers=plain)
    if act_file is not None:
        content = act_file.read()
        request.file_sent_sha256 = sent_digest(act_file)
        request.file_name = (act_file.name or "")[-200:]
        token, _digest = tokens.new_token()
        act_file.seek(0)
        request.file.save(f"{token[:32]}.{extension_of(content)}", act_file, save=False)
    request.save()
    mail_code(request=request)
    return request


@transaction.atomic
def mail_code(*, request: TownHallRequest) -> None:
    """Mail a fresh code for `request` to the official mailbox; the one before stops working."""
    issue_code(
        purpose=PURPOSE,
        subject_id=str(request.pk),
        address=request.signature.official_email,
        mail=lambda code: emails.send_code(request, code).is_owed,
    )


@transaction.atomic
def confirm_request(*, request: TownHallRequest, code: str) -> bool:
    """Take what `request` asks when `code` is the one that was mailed for it; say whether it was.

    A change waits for a reviewer then, and for its cooling-off.

    Raises NoLongerPossible, and then the code is not used up.
    """
    signature = locked(request.signature)
    request = TownHallRequest.objects.select_for_update().get(pk=request.pk)
    if request.confirmed_at is not None or request.action not in possible_actions(signature):
        raise NoLongerPossible
    if not check_code(purpose=PURPOSE, subject_id=str(request.pk), address=signature.official_email, code=code):
        return False
    if request.action == Action.ACT:
        _keep_act(signature, request)
    else:
        _wait_for_reviewer(request)
    return True


def forget(requests: Iterable[TownHallRequest]) -> int:
    """Delete `requests` with their files, whose bytes go once the transaction is committed; return how many."""
    count = 0
    for request in requests:
        if request.file:
            transaction.on_commit(partial(request.file.storage.delete, str(request.file.name)))
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
    emails.send_act_again(signature, new_link(signature), reason)
    log_act(signature)
    return signature


def _wait_for_reviewer(request: TownHallRequest) -> None:
    """Let a change wait for a reviewer (`services.asked`) and for its cooling-off (`services.cooling`)."""
    request.confirmed_at = timezone.now()
    request.save(update_fields=["confirmed_at"])
    if request.is_cooled:
        cooling.begin(request=request)


def _keep_act(signature: Signature, request: TownHallRequest) -> None:
    """Put the file in evidence; what it says is typed again by the reviewer who reads it."""
    forget(TownHallRequest.objects.filter(signature=signature, action=Action.ACT, confirmed_at__isnull=False))
    with request.file.open("rb") as file:
        keep_act_file(signature, File(file, name=request.file_name), sent_sha256=request.file_sent_sha256)
    signature.save()
    transaction.on_commit(partial(request.file.storage.delete, str(request.file.name)))
    request.file, request.file_name, request.confirmed_at = "", "", timezone.now()
    request.save()
    log_act(signature)
