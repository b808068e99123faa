"""What a reviewer decides on a signature: the form of each decision, its service, and the message that confirms it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy

from charter import decisions
from charter.acts.forms import ActFields
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
from charter.review.services import redactions, reviews
from charter.review.services.merging import (
    BothReported,
    BothSigned,
    BothUnderReview,
    OtherKind,
    merge_governments,
    merge_mark,
)
from charter.review.status import services as status
from charter.review.status.forms import StatusForm
from charter.signing.models import Signature
from charter.states import STANDING, UNDER_REVIEW, State
from coalition.members.models import LocalGovernment
from coalition.users.models import User

MAILED = gettext_lazy("Decided. The official mailbox and the contact are told by email.")

type Take = Callable[[Signature, User, dict[str, Any]], object]  # the signature, who decides, what the form says
type Forms = dict[str, Callable[..., forms.Form]]


@dataclass(frozen=True)
class Decision:
    """One decision: the name of its form, its service, and what is said once it is taken.

    With `stays` there is more to read on the page; else the queue follows.
    """

    form: str
    take: Take
    said: Any = MAILED
    stays: bool = False


def _merge(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    """Merge the two that were shown: `confirmed` is what `merge_mark` gave when the page was drawn."""
    source, into = cast(LocalGovernment, signature.government), answers["into"]
    if merge_mark(source=source, into=into) != answers["confirmed"]:
        raise decisions.Changed
    merge_governments(source=source, into=into, actor=staff)


def _status(change: Callable[..., Signature]) -> Take:
    def take(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
        act = status.Act(**{name: answers[name] for name in ("act_body", "act_number", "act_date", "reason")})
        change(signature=signature, act=act, effective_on=answers["effective_on"], actor=staff)

    return take


DECISIONS = {
    "check_authority": Decision(
        "check",
        lambda signature, staff, answers: reviews.check_authority(signature=signature, reviewer=staff, **answers),
        gettext_lazy("Authority checked. The signatory is not told yet: another person publishes the signature."),
    ),
    "publish": Decision(
        "publish",
        lambda signature, staff, answers: reviews.publish_signature(signature=signature, reviewer=staff, **answers),
        gettext_lazy("Published. Both mailboxes get one email, with the certificate, once it is made."),
    ),
    "reject": Decision(
        "reason", lambda signature, staff, answers: reviews.reject(signature=signature, reviewer=staff, **answers)
    ),
    "request_changes": Decision(
        "reason",
        lambda signature, staff, answers: reviews.request_changes(signature=signature, reviewer=staff, **answers),
    ),
    "ratify": Decision(
        "ratify", lambda signature, staff, answers: status.ratify(signature=signature, actor=staff, **answers)
    ),
    "merge": Decision(
        "merge",
        _merge,
        gettext_lazy("Merged. This signature is now of the local government that you chose."),
        stays=True,
    ),
    "ask_act_again": Decision(
        "again", lambda signature, staff, answers: requests.ask_act_again(signature=signature, **answers)
    ),
    "hold": Decision("status", _status(status.hold)),
    "withdraw": Decision("status", _status(status.withdraw)),
    "reinstate": Decision("status", _status(status.reinstate)),
    "accept_change": Decision(
        "asked",
        lambda signature, staff, answers: asked.accept_change(signature=signature, reviewer=staff),
        gettext_lazy(
            "Checked. The change takes effect on its day unless somebody stops it. A change without a "
            "cooling-off period takes effect now."
        ),
    ),
    "refuse_change": Decision(
        "refusal",
        lambda signature, staff, answers: asked.refuse_change(signature=signature, reviewer=staff, **answers),
    ),
    "count_members": Decision(
        "count",
        lambda signature, staff, answers: membership.count_members(signature=signature, reviewer=staff, **answers),
        gettext_lazy("Counted. A new certificate lists these members, and each gets an email."),
        stays=True,
    ),
    "ask_member": Decision(
        "ask",
        lambda signature, staff, answers: membership.ask_again(**answers),
        gettext_lazy("Asked. The member gets an email with a new link."),
        stays=True,
    ),
    "propose_removal": Decision(
        "removal",
        lambda signature, staff, answers: redactions.propose_removal(proposer=staff, **answers),
        gettext_lazy("Proposed. Another person removes the words, or keeps them."),
        stays=True,
    ),
    "remove_words": Decision(
        "second",
        lambda signature, staff, answers: redactions.remove_words(remover=staff, **answers),
        gettext_lazy("Removed. The public page says so, with the date."),
        stays=True,
    ),
    "drop_removal": Decision(
        "second",
        lambda signature, staff, answers: redactions.drop_removal(user=staff, **answers),
        gettext_lazy("The words stay."),
        stays=True,
    ),
}

REFUSALS: dict[type[Exception], Any] = {  # why a decision was not taken, in words
    decisions.Changed: gettext_lazy("Nothing was decided: the signature changed after you opened it. Read it again."),
    BothSigned: gettext_lazy("Not merged: both local governments have already signed, each with its history."),
    BothUnderReview: gettext_lazy("Not merged: both have a signature for the same text. Decide one of them first."),
    BothReported: gettext_lazy("Not merged: both have a report of the same year."),
    OtherKind: gettext_lazy("Not merged: only one of the two is an association."),
    decisions.SamePerson: gettext_lazy("You checked the authority of this signature: another person publishes it."),
    redactions.OwnProposal: gettext_lazy("You proposed to remove these words: another person removes them."),
    status.NeedsAct: gettext_lazy("The council's act is missing: the signature counts again once it is confirmed."),
}


def forms_for(signature: Signature, staff: User | AnonymousUser) -> Forms:
    """Return the forms that `staff` may send for `signature` in its state, by name; none for a mere reader."""
    if not permissions.may_review(staff):
        return {}
    found: Forms = {}
    if signature.state in UNDER_REVIEW:
        found["reason"] = ReasonForm
        if signature.government and signature.government.proposed:
            found["merge"] = partial(MergeForm, source=signature.government)
    if signature.state == State.SUBMITTED:
        found["check"] = partial(AuthorityCheckForm, signature=signature)
    if signature.state == State.AUTHORITY_CHECKED and permissions.may_publish_signature(staff, signature):
        found["publish"] = partial(PublishForm, signature=signature)
    if signature.state in STANDING:
        found |= _standing_forms(signature)
    if signature.is_published:
        if redactions.removable(signature).exists():
            found["removal"] = partial(RemovalForm, signature=signature)
        if Redaction.objects.proposed().filter(change__signature=signature).exists():
            found["second"] = partial(SecondPersonForm, signature=signature)
    return found


def _standing_forms(signature: Signature) -> Forms:
    """Return the forms for a status, an act that came late, what the town hall asked, and members that answered."""
    found: Forms = {"status": partial(StatusForm, standing=signature)}
    if signature.is_ad_referendum and signature.has_act:
        sent = TownHallRequest.objects.act_of(signature)
        found |= {"ratify": partial(ActFields, initial=sent.answers if sent else None), "again": ReasonForm}
    if asked_for := TownHallRequest.objects.change_of(signature):
        found["refusal"] = ReasonForm
        if not asked_for.checked_at:
            found["asked"] = AskedForm
    if signature.group_members.to_accept().exists():
        found["count"] = partial(CountMembersForm, signature=signature)
    if signature.group_members.filter(counted_at__isnull=True).exists():
        found["ask"] = partial(AskAgainForm, signature=signature)
    return found
