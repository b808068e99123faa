"""The review page in the CMS, and its decisions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import TransitionNotAllowed, can_proceed
from wagtail.admin.views import generic
from wagtail.log_actions import log

from charter import permissions, states
from charter.acts import ActFields
from charter.ledger.models import LedgerEntry, Redaction
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from charter.states import STANDING, UNDER_REVIEW, State
from charter.texts.models import CharterText
from coalition.privacy.storage import NO_ROOM, NoRoom
from coalition.users.models import User

from . import change_requests, panels, services, status, status_proposals
from . import group_members as membership
from .change_forms import typed
from .forms import (
    AskAgainForm,
    AuthorityCheckForm,
    LetterForm,
    MembersForm,
    ReasonForm,
    RemovalForm,
    SecondPersonForm,
    StatusForm,
)
from .mailbox_verdicts import Verdict, verdicts
from .models import TownHallRequest

MAILED = gettext_lazy("Decided. The official mailbox and the contact are told by email.")

type Forms = dict[str, Callable[..., forms.Form]]


@dataclass(frozen=True)
class Decision:
    """One decision: the name of its form, and what is said once it is taken.

    With `stays` there is more to read on the page; else the queue follows.
    """

    form: str
    said: Any = MAILED
    stays: bool = False


PROPOSES_STATUS = Decision(
    "status", gettext_lazy("Proposed. Nothing has changed: another reviewer decides."), stays=True
)
DECISIONS = {
    "check_authority": Decision(
        "check",
        gettext_lazy("Authority checked. The signatory is not told yet: another person publishes the signature."),
    ),
    "publish": Decision(
        "publish", gettext_lazy("Published. Both mailboxes get one email, with the certificate, once it is made.")
    ),
    "reject": Decision("reason"),
    "request_changes": Decision("reason"),
    "ratify": Decision("ratify"),
    "ask_act_again": Decision("again"),
    "propose_hold": PROPOSES_STATUS,
    "propose_withdraw": PROPOSES_STATUS,
    "propose_reinstate": PROPOSES_STATUS,
    "accept_status": Decision("status_decision"),
    "decline_status": Decision("status_drop", gettext_lazy("Dropped. The status stays as it is."), stays=True),
    "accept_change": Decision(
        "asked",
        gettext_lazy(
            "Checked. The change takes effect on its day unless somebody stops it. A change without a "
            "cooling-off period takes effect now."
        ),
    ),
    "refuse_change": Decision("refusal"),
    "overrule_objection": Decision(
        "objection", gettext_lazy("Decided. The change goes on, and the objection stays on record.")
    ),
    "ask_by_letter": Decision(
        "letter",
        gettext_lazy(
            "Recorded. We tell everybody whom we know at the institution, and another reviewer reads the letter."
        ),
        stays=True,
    ),
    "count_members": Decision(
        "count", gettext_lazy("Counted. A new certificate lists these members, and each gets an email."), stays=True
    ),
    "ask_members": Decision(
        "ask_all", gettext_lazy("Asked. Each of these members gets an email with a link."), stays=True
    ),
    "ask_member": Decision("ask", gettext_lazy("Asked. The member gets an email with a new link."), stays=True),
    "propose_removal": Decision(
        "removal", gettext_lazy("Proposed. Another person removes the words, or keeps them."), stays=True
    ),
    "remove_words": Decision("second", gettext_lazy("Removed. The public page says so, with the date."), stays=True),
    "drop_removal": Decision("second", gettext_lazy("The words stay."), stays=True),
}


HISTORY = {  # what a decision is in the site history, but for those that services log themselves
    "check_authority": gettext_lazy("Checked the authority of a signature"),
    "publish": gettext_lazy("Published a signature, as the second person"),
    "reject": gettext_lazy("Rejected a signature"),
    "request_changes": gettext_lazy("Asked a town hall to change its signature"),
    "ratify": gettext_lazy("Confirmed the act of a council"),
    "ask_act_again": gettext_lazy("Asked a town hall for its act again"),
    "hold": gettext_lazy("Put a signature on hold"),
    "withdraw": gettext_lazy("Withdrew a signature"),
    "reinstate": gettext_lazy("Reinstated a signature"),
    "accept_change": gettext_lazy("Accepted what a town hall asked for"),
    "refuse_change": gettext_lazy("Refused what a town hall asked for"),
    "overrule_objection": gettext_lazy("Let a change go on despite an objection"),
    "ask_by_letter": gettext_lazy("Recorded the letter of a town hall"),
    "count_members": gettext_lazy("Counted members of an association"),
    "ask_members": gettext_lazy("Asked the members of an association"),
    "ask_member": gettext_lazy("Asked a member of an association again"),
}


def take(decision: str, signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    """Take one of DECISIONS on `signature`, with the `answers` of its form. Raises what its service raises."""
    match decision:
        case "check_authority":
            services.check_authority(signature=signature, reviewer=staff, **answers)
        case "publish":
            services.publish_signature(signature=signature, reviewer=staff, **answers)
        case "reject":
            services.reject(signature=signature, reviewer=staff, **answers)
        case "request_changes":
            services.request_changes(signature=signature, reviewer=staff, **answers)
        case "ratify":
            status.ratify(signature=signature, actor=staff, **answers)
        case "ask_act_again":
            change_requests.ask_act_again(signature=signature, **answers)
        case "propose_hold" | "propose_withdraw" | "propose_reinstate":
            action, change = decision.removeprefix("propose_"), _change(answers)
            status_proposals.propose_status(signature=signature, action=action, proposer=staff, **change)
        case "accept_status":
            status_proposals.accept_status(signature=signature, decider=staff)
        case "decline_status":
            status_proposals.decline_status(signature=signature, user=staff)
        case "accept_change":
            change_requests.accept_change(signature=signature, reviewer=staff)
        case "refuse_change":
            change_requests.refuse_change(signature=signature, reviewer=staff, **answers)
        case "overrule_objection":
            change_requests.overrule_objection(signature=signature, reviewer=staff)
        case "ask_by_letter":
            change_requests.ask_by_letter(signature=signature, reviewer=staff, **answers)
        case "count_members":
            membership.count_members(signature=signature, reviewer=staff, **answers)
        case "ask_members":
            membership.ask_members(signature=signature, **answers)
        case "ask_member":
            membership.ask_again(**answers)
        case "propose_removal":
            services.propose_removal(proposer=staff, **answers)
        case "remove_words":
            services.remove_words(remover=staff, **answers)
        case "drop_removal":
            services.drop_removal(user=staff, **answers)
    if decision in HISTORY:
        log(instance=signature, action=f"signature.{decision}", user=staff)


def _change(answers: dict[str, Any]) -> dict[str, Any]:
    act = status.Act(**{name: answers[name] for name in ("act_body", "act_number", "act_date", "reason")})
    return {"act": act, "effective_on": answers["effective_on"]}


REFUSALS: dict[type[Exception], Any] = {  # why a decision was not taken, in words
    states.Changed: gettext_lazy("Nothing was decided: the signature changed after you opened it. Read it again."),
    states.SamePerson: gettext_lazy("You took the first step yourself: another person must take the second."),
    NoRoom: NO_ROOM,
    services.OwnProposal: gettext_lazy("You proposed to remove these words: another person removes them."),
    status.NeedsAct: gettext_lazy("The council's act is missing: the signature counts again once it is confirmed."),
}


def forms_for(signature: Signature, staff: User | AnonymousUser) -> Forms:
    """Return the forms that `staff` may send for `signature` in its state, by name; none for a mere reader."""
    if not permissions.may_review(staff):
        return {}
    found: Forms = {}
    if signature.state in UNDER_REVIEW:
        found["reason"] = ReasonForm
    if signature.state == State.SUBMITTED:
        found["check"] = partial(AuthorityCheckForm, signature=signature)
    if signature.state == State.AUTHORITY_CHECKED and signature.checked_by_id != staff.pk:
        found["publish"] = forms.Form
    if signature.is_group and membership.may_answer(signature):
        found["ask_all"] = partial(MembersForm, rows=signature.group_members.unconfirmed())
        found["count"] = partial(MembersForm, rows=signature.group_members.to_accept())
        if signature.group_members.filter(counted_at__isnull=True).exists():
            found["ask"] = partial(AskAgainForm, signature=signature)
    if signature.state in STANDING:
        found |= _standing_forms(signature, staff)
    if signature.is_published:
        if services.removable(signature).exists():
            found["removal"] = partial(RemovalForm, signature=signature)
        if Redaction.objects.proposed().filter(change__signature=signature).exists():
            found["second"] = partial(SecondPersonForm, signature=signature)
    return found


def _standing_forms(signature: Signature, staff: Any) -> Forms:
    """Return the forms for a status, an act that came late, and what the town hall asked."""
    found: Forms = {}
    if proposal := status_proposals.find_proposal(signature):
        found["status_drop"] = forms.Form
        if proposal.proposed_by_id != staff.pk and can_proceed(getattr(signature, proposal.action)):
            found["status_decision"] = forms.Form
    else:
        found["status"] = partial(StatusForm, signature=signature)
    if signature.is_ad_referendum and signature.has_act:
        sent = signature.requests.filter(action="act", confirmed_at__isnull=False).first()
        found |= {"ratify": partial(ActFields, initial=sent.answers if sent else None), "again": ReasonForm}
    if asked_for := TownHallRequest.objects.change_of(signature):
        found["refusal"] = ReasonForm
        is_to_decide = asked_for.objected_at and not (asked_for.overruled_at or asked_for.awaits_proof)
        if is_to_decide and asked_for.started_by != staff:
            found["objection"] = forms.Form
        if asked_for.is_read and not asked_for.checked_at and asked_for.started_by != staff:
            found["asked"] = forms.Form
    else:
        found["letter"] = partial(LetterForm, signature=signature)
    return found


class ReviewView(generic.InspectView):
    template_name = "charter/admin/review.html"
    page_title = gettext_lazy("Review")
    wrong: Mapping[str, forms.Form] = {}

    def get_object(self, queryset: Any = None) -> Signature:
        rows = Signature.objects.select_related("government", "version", "decided_by", "checked_by")
        return get_object_or_404(rows.exclude(state="draft"), pk=self.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take one decision. One that came too late is said in words, and changes nothing."""
        staff = request.user
        if not (isinstance(staff, User) and permissions.may_review(staff)):
            raise PermissionDenied
        name = request.POST.get("decision", "")
        decision = DECISIONS.get(name)
        make = forms_for(self.object, staff).get(decision.form) if decision else None
        if decision is None or make is None:
            return self._too_late(request)
        form = make(request.POST)
        form.files = request.FILES
        if not form.is_valid():
            self.wrong = {decision.form: form}
            messages.error(request, _("Your decision was not saved. Correct the fields marked below."))
            return self.get(request, *args, **kwargs)
        answers = form.cleaned_data
        try:
            services.decide(
                signature=self.object,
                mark=request.POST.get("seen", ""),
                decision=lambda signature: take(name, signature, staff, answers),
            )
        except (TransitionNotAllowed, status.NoLongerPossible):
            return self._too_late(request)
        except tuple(REFUSALS) as refusal:
            messages.error(request, str(REFUSALS[type(refusal)]))
            return redirect(request.path)
        messages.success(request, str(decision.said))
        return redirect(request.path if decision.stays else reverse(self.index_url_name))

    def _too_late(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, _("You can no longer decide this: somebody decided before you."))
        return redirect(reverse(self.index_url_name))

    def _tick(self, member: GroupMember, told: Verdict | None, open_forms: dict[str, forms.Form]) -> "Tick | None":
        """Return the tick of `member`: to ask it, or to count it. `?tick=all` sets those of which nothing warns."""
        name = ""
        if told and not (member.asked_at or member.counted_at):
            name = "check" if "check" in open_forms else "ask_all"
        elif member.answer == GroupMember.Answer.YES and member.basis and not member.counted_at:
            name = "count" if self.object.state in STANDING else ""
        form = open_forms.get(name)
        if form is None:
            return None
        is_set = str(member.pk) in form.data.getlist("members") if isinstance(form.data, QueryDict) else False
        if self.request.GET.get("tick") == "all" and not form.is_bound:
            is_set = told is not None and not told.warns
        return Tick(next(key for key, decision in DECISIONS.items() if decision.form == name), is_set)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        signature, staff = self.object, self.request.user
        text = CharterText.objects.signed_by(version_id=signature.version_id, language=signature.language)
        digest_now = text.digest_now() if text else ""
        asked, may_review = TownHallRequest.objects.change_of(signature), permissions.may_review(staff)
        open_forms = {name: self.wrong.get(name) or make() for name, make in forms_for(signature, staff).items()}
        verdict, members = verdicts(signature)
        rows = [(member, told, self._tick(member, told, open_forms)) for member, told in members]
        replaced = Signature.objects.filter(government=signature.government_id, state__in=STANDING)
        context |= {
            "signature": signature,
            "digest_now": digest_now,
            "digest_matches": text is not None and digest_now == signature.text_digest,
            "verdict": verdict,
            "promised": panels.promised_day(signature),
            "act_needed_by": services.act_needed_by(signature),
            "seen": services.review_mark(signature),
            "dead_since": panels.find_dead_mailboxes().get(signature.pk),
            "status_proposal": status_proposals.find_proposal(signature),
            "ledger": LedgerEntry.objects.of(signature.pk),
            "forms": open_forms,
            "words_for_the_file": _words_for_the_file(signature),
            "waits_for_another": signature.state == State.AUTHORITY_CHECKED
            and may_review
            and "publish" not in open_forms,
            "may_see_act": may_review,
            "asked": asked,
            "typed": typed(asked) if asked else [],
            "asked_verdict": asked
            and "official_email" in asked.answers
            and verdicts(signature, asked.answers["official_email"])[0],
            "members": rows,
            "ticked_by": {tick.decision for _member, _told, tick in rows if tick},
            "ended": [(row, typed(row)) for row in signature.requests.exclude(outcome="").order_by("-ended_at", "-pk")],
            "replaced": signature.state in UNDER_REVIEW and replaced.select_related("version").first(),
        }
        return context


@dataclass(frozen=True)
class Tick:
    """The tick of a member in the table: the decision to which it belongs, and whether it is set."""

    decision: str
    is_set: bool


def _words_for_the_file(signature: Signature) -> str:
    """Return how a town hall is asked for the file of its act, in its own language."""
    with translation.override(signature.language):
        return _("Please send us the file of your council’s decision: we have not received it.")
