"""What a reviewer decides on a signature: the form of each decision, its service, and the message that confirms it."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy

from charter import decisions
from charter.ledger.models import Redaction
from charter.review import permissions
from charter.review.changes.models import TownHallRequest
from charter.review.changes.services import asked, requests
from charter.review.forms import (
    AskedForm,
    AuthorityCheckForm,
    MergeForm,
    PublishForm,
    ReasonForm,
    RemovalForm,
    SecondPersonForm,
)
from charter.review.members import services as membership
from charter.review.members.forms import AskAgainForm, CountMembersForm
from charter.review.services import merging, redactions, reviews
from charter.review.status import services as status
from charter.review.status.forms import RatifyForm, StatusForm
from charter.signing.models import Signature
from charter.states import State
from coalition.members.models import LocalGovernment
from coalition.users.models import User

Decide = Callable[[Signature, User, dict[str, Any]], None]


def _check(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    reviews.check_authority(signature=signature, reviewer=staff, **answers)


def _publish(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    reviews.publish_signature(signature=signature, reviewer=staff, **answers)


def _reject(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    reviews.reject(signature=signature, reviewer=staff, **answers)


def _request_changes(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    reviews.request_changes(signature=signature, reviewer=staff, **answers)


def _ratify(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    status.ratify(signature=signature, actor=staff, **answers)


def _ask_act_again(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    requests.ask_act_again(signature=signature, **answers)


def _merge(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    merging.merge_governments(source=cast(LocalGovernment, signature.government), actor=staff, **answers)


def confirmed_merge(mark: str) -> Decide:
    """Return the merge of what was shown: `mark` is what `services.merge_mark` gave when the page was drawn."""

    def apply(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
        if merging.merge_mark(source=cast(LocalGovernment, signature.government), into=answers["into"]) != mark:
            raise decisions.Changed
        _merge(signature, staff, answers)

    return apply


def _accept_change(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    asked.accept_change(signature=signature, reviewer=staff)


def _refuse_change(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    asked.refuse_change(signature=signature, reviewer=staff, **answers)


def _count_members(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    membership.count_members(signature=signature, reviewer=staff, **answers)


def _ask_member(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    membership.ask_again(**answers)


def _propose_removal(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    redactions.propose_removal(proposer=staff, **answers)


def _remove_words(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    redactions.remove_words(remover=staff, **answers)


def _drop_removal(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    redactions.drop_removal(user=staff, **answers)


def _status(change: Callable[..., Signature]) -> Decide:
    def apply(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
        act = status.Act(**{name: answers[name] for name in ("act_body", "act_number", "act_date", "reason")})
        change(signature=signature, act=act, effective_on=answers["effective_on"], actor=staff)

    return apply


Decision = tuple[str, Decide]
DECISIONS: dict[str, Decision] = {  # decision -> the form that it takes, and the service
    "check_authority": ("check", _check),
    "publish": ("publish", _publish),
    "reject": ("reason", _reject),
    "request_changes": ("reason", _request_changes),
    "ratify": ("ratify", _ratify),
    "merge": ("merge", _merge),
    "ask_act_again": ("again", _ask_act_again),
    "hold": ("status", _status(status.hold)),
    "withdraw": ("status", _status(status.withdraw)),
    "reinstate": ("status", _status(status.reinstate)),
    "accept_change": ("asked", _accept_change),
    "refuse_change": ("refusal", _refuse_change),
    "count_members": ("count", _count_members),
    "ask_member": ("ask", _ask_member),
    "propose_removal": ("removal", _propose_removal),
    "remove_words": ("second", _remove_words),
    "drop_removal": ("second", _drop_removal),
}


CONFIRMATIONS: dict[str, Any] = {  # what is said of a decision that does not mail both mailboxes at once
    "check_authority": gettext_lazy(
        "Authority checked. The signatory is not told yet: another person publishes the signature."
    ),
    "publish": gettext_lazy("Published. Both mailboxes get one email, with the certificate, once it is made."),
    "accept_change": gettext_lazy(
        "Checked. The change takes effect on its day unless somebody stops it. A change without a "
        "cooling-off period takes effect now."
    ),
    "count_members": gettext_lazy("Counted. A new certificate lists these members, and each gets an email."),
    "ask_member": gettext_lazy("Asked. The member gets an email with a new link."),
    "propose_removal": gettext_lazy("Proposed. Another person removes the words, or keeps them."),
    "remove_words": gettext_lazy("Removed. The public page says so, with the date."),
    "drop_removal": gettext_lazy("The words stay."),
    "merge": gettext_lazy("Merged. This signature is now of the local government that you chose."),
}


NOTHING: Decision = ("", _check)  # an unknown decision has no form
STAYS = (  # there is more to read on the page
    "count_members", "ask_member", "merge", "propose_removal", "drop_removal", "remove_words",
)  # fmt: skip

REFUSALS: dict[type[Exception], Any] = {  # why a decision was not taken, in words
    decisions.Changed: gettext_lazy("Nothing was decided: the signature changed after you opened it. Read it again."),
    merging.BothSigned: gettext_lazy("Not merged: both local governments have already signed, each with its history."),
    merging.BothUnderReview: gettext_lazy(
        "Not merged: both have a signature for the same text. Decide one of them first."
    ),
    merging.BothReported: gettext_lazy("Not merged: both have a report of the same year."),
    merging.OtherKind: gettext_lazy("Not merged: only one of the two is an association."),
    decisions.SamePerson: gettext_lazy("You checked the authority of this signature: another person publishes it."),
    redactions.OwnProposal: gettext_lazy("You proposed to remove these words: another person removes them."),
    status.NeedsAct: gettext_lazy("The council's act is missing: the signature counts again once it is confirmed."),
}


def forms_for(signature: Signature, staff: User | AnonymousUser) -> dict[str, Callable[..., forms.Form]]:
    """Return the forms that `staff` may send for `signature` in its state, by name; none for a mere reader."""
    if not permissions.may_review(staff):
        return {}
    found: dict[str, Callable[..., forms.Form]]
    if signature.state == State.SUBMITTED:
        check = partial(AuthorityCheckForm, signature=signature)
        return {"check": check, "reason": ReasonForm, **_merge_form(signature)}
    if signature.state == State.AUTHORITY_CHECKED:
        found = {"reason": ReasonForm, **_merge_form(signature)}
        if permissions.may_publish_signature(staff, signature):
            found["publish"] = partial(PublishForm, signature=signature)
        return found
    found = {}
    if signature.state in (State.SIGNED, State.ON_HOLD):
        found = {
            **_act_forms(signature),
            **_asked_forms(signature),
            **_member_forms(signature),
            "status": partial(StatusForm, standing=signature),
        }
    return {**found, **_removal_forms(signature)} if signature.is_published else {}


def _asked_forms(signature: Signature) -> dict[str, Callable[..., forms.Form]]:
    """Return the forms for what the town hall asked: once it is checked, it can only be refused until it is done."""
    waits = TownHallRequest.objects.change_of(signature)
    if waits is None:
        return {}
    return {"refusal": ReasonForm} if waits.checked_at else {"asked": AskedForm, "refusal": ReasonForm}


def _member_forms(signature: Signature) -> dict[str, Callable[..., forms.Form]]:
    """Return the forms for the members of an association: those that said yes, and those that do not count yet."""
    found: dict[str, Callable[..., forms.Form]] = {}
    if signature.group_members.to_accept().exists():
        found["count"] = partial(CountMembersForm, signature=signature)
    if signature.group_members.filter(counted_at__isnull=True).exists():
        found["ask"] = partial(AskAgainForm, signature=signature)
    return found


def _removal_forms(signature: Signature) -> dict[str, Callable[..., forms.Form]]:
    """Return the forms that remove public words: what may be proposed, and what another person proposed."""
    found: dict[str, Callable[..., forms.Form]] = {}
    if signature.status_changes.exclude(reason="").exclude(redaction__isnull=False).exists():
        found["removal"] = partial(RemovalForm, signature=signature)
    if Redaction.objects.proposed().filter(change__signature=signature).exists():
        found["second"] = partial(SecondPersonForm, signature=signature)
    return found


def _merge_form(signature: Signature) -> dict[str, Callable[..., forms.Form]]:
    """Return the form that makes a proposed government one with another."""
    government = signature.government
    return {"merge": partial(MergeForm, source=government)} if government and government.proposed else {}


def _act_forms(signature: Signature) -> dict[str, Callable[..., forms.Form]]:
    """Return the forms for an act that came after publication, with what the town hall typed about it."""
    if not (signature.is_ad_referendum and signature.has_act):
        return {}
    sent = TownHallRequest.objects.act_of(signature)
    return {"ratify": partial(RatifyForm, initial=sent.answers if sent else None), "again": ReasonForm}
