"""The review page in the CMS, its decisions, and the invitation to a newer version."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView
from django_fsm import TransitionNotAllowed
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from charter import states
from charter.acts import ActFields
from charter.ledger.models import LedgerEntry, Redaction
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from charter.states import STANDING, UNDER_REVIEW, State
from charter.texts.differences import compare
from charter.texts.models import CharterText, CharterVersion
from charter.texts.views import VersionView, older_than
from coalition.members.models import LocalGovernment
from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page
from coalition.privacy.storage import NO_ROOM, NoRoom
from coalition.users.models import User

from . import change_requests, panels, permissions, reaccession, services, status
from . import group_members as membership
from .change_forms import typed
from .forms import (
    AskAgainForm,
    AskedForm,
    AuthorityCheckForm,
    ConfirmInviteForm,
    LetterForm,
    MembersForm,
    MergeForm,
    PublishForm,
    ReasonForm,
    RemovalForm,
    SecondPersonForm,
    StatusForm,
)
from .government_merges import (
    BothReported,
    BothSigned,
    BothUnderReview,
    OtherKind,
    merge_governments,
    merge_mark,
    what_moves,
)
from .mailbox_verdicts import Verdict, verdicts
from .models import ReaccessionInvitation, TownHallRequest
from .reaccession import MOST_AT_ONCE, InvitationOver, start_from_invitation

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
        raise states.Changed
    merge_governments(source=source, into=into, actor=staff)


def _status(change: Callable[..., Signature]) -> Take:
    def take(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
        act = status.Act(**{name: answers[name] for name in ("act_body", "act_number", "act_date", "reason")})
        change(signature=signature, act=act, effective_on=answers["effective_on"], actor=staff)

    return take


DECISIONS = {
    "check_authority": Decision(
        "check",
        lambda signature, staff, answers: services.check_authority(signature=signature, reviewer=staff, **answers),
        gettext_lazy("Authority checked. The signatory is not told yet: another person publishes the signature."),
    ),
    "publish": Decision(
        "publish",
        lambda signature, staff, answers: services.publish_signature(signature=signature, reviewer=staff, **answers),
        gettext_lazy("Published. Both mailboxes get one email, with the certificate, once it is made."),
    ),
    "reject": Decision(
        "reason", lambda signature, staff, answers: services.reject(signature=signature, reviewer=staff, **answers)
    ),
    "request_changes": Decision(
        "reason",
        lambda signature, staff, answers: services.request_changes(signature=signature, reviewer=staff, **answers),
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
        "again", lambda signature, staff, answers: change_requests.ask_act_again(signature=signature, **answers)
    ),
    "hold": Decision("status", _status(status.hold)),
    "withdraw": Decision("status", _status(status.withdraw)),
    "reinstate": Decision("status", _status(status.reinstate)),
    "accept_change": Decision(
        "asked",
        lambda signature, staff, answers: change_requests.accept_change(signature=signature, reviewer=staff),
        gettext_lazy(
            "Checked. The change takes effect on its day unless somebody stops it. A change without a "
            "cooling-off period takes effect now."
        ),
    ),
    "refuse_change": Decision(
        "refusal",
        lambda signature, staff, answers: change_requests.refuse_change(signature=signature, reviewer=staff, **answers),
    ),
    "ask_by_letter": Decision(
        "letter",
        lambda signature, staff, answers: change_requests.ask_by_letter(signature=signature, reviewer=staff, **answers),
        gettext_lazy(
            "Recorded. We tell everybody whom we know at the institution, and another reviewer reads the letter."
        ),
        stays=True,
    ),
    "count_members": Decision(
        "count",
        lambda signature, staff, answers: membership.count_members(signature=signature, reviewer=staff, **answers),
        gettext_lazy("Counted. A new certificate lists these members, and each gets an email."),
        stays=True,
    ),
    "ask_members": Decision(
        "ask_all",
        lambda signature, staff, answers: membership.ask_members(signature=signature, **answers),
        gettext_lazy("Asked. Each of these members gets an email with a link."),
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
        lambda signature, staff, answers: services.propose_removal(proposer=staff, **answers),
        gettext_lazy("Proposed. Another person removes the words, or keeps them."),
        stays=True,
    ),
    "remove_words": Decision(
        "second",
        lambda signature, staff, answers: services.remove_words(remover=staff, **answers),
        gettext_lazy("Removed. The public page says so, with the date."),
        stays=True,
    ),
    "drop_removal": Decision(
        "second",
        lambda signature, staff, answers: services.drop_removal(user=staff, **answers),
        gettext_lazy("The words stay."),
        stays=True,
    ),
}

REFUSALS: dict[type[Exception], Any] = {  # why a decision was not taken, in words
    states.Changed: gettext_lazy("Nothing was decided: the signature changed after you opened it. Read it again."),
    BothSigned: gettext_lazy("Not merged: both local governments have already signed, each with its history."),
    BothUnderReview: gettext_lazy("Not merged: both have a signature for the same text. Decide one of them first."),
    BothReported: gettext_lazy("Not merged: both have a report of the same year."),
    OtherKind: gettext_lazy("Not merged: only one of the two is an association."),
    states.SamePerson: gettext_lazy("You made the first step yourself: another person makes the second one."),
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
        if signature.government and signature.government.proposed:
            found["merge"] = partial(MergeForm, source=signature.government)
    if signature.state == State.SUBMITTED:
        found["check"] = partial(AuthorityCheckForm, signature=signature)
    if signature.state == State.AUTHORITY_CHECKED and permissions.may_publish_signature(staff, signature):
        found["publish"] = partial(PublishForm, signature=signature)
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
    found: Forms = {"status": partial(StatusForm, standing=signature)}
    if signature.is_ad_referendum and signature.has_act:
        sent = TownHallRequest.objects.act_of(signature)
        found |= {"ratify": partial(ActFields, initial=sent.answers if sent else None), "again": ReasonForm}
    if asked_for := TownHallRequest.objects.change_of(signature):
        found["refusal"] = ReasonForm
        if asked_for.is_read and not asked_for.checked_at and asked_for.started_by != staff:
            found["asked"] = AskedForm
    else:
        found["letter"] = partial(LetterForm, signature=signature)
    return found


class ReviewView(generic.InspectView):
    template_name = "charter/admin/review.html"
    page_title = gettext_lazy("Review")
    wrong: dict[str, forms.Form]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.wrong = {}
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Signature:
        rows = Signature.objects.select_related("government", "version", "decided_by", "checked_by")
        return get_object_or_404(rows.exclude(state="draft"), pk=self.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take one decision. One that came too late is said in words, and changes nothing."""
        staff = request.user
        if not (isinstance(staff, User) and permissions.may_review(staff)):
            raise PermissionDenied
        decision = DECISIONS.get(request.POST.get("decision", ""))
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
        also: list[LocalGovernment] = []
        if decision.form == "merge":
            answers["confirmed"], also = request.POST.get("confirmed", ""), [answers["into"]]
            if not answers["confirmed"]:
                return self._ask_to_merge(request, answers["into"])
        try:
            services.decide(
                signature=self.object,
                mark=request.POST.get("seen", ""),
                decision=lambda signature: decision.take(signature, staff, answers),
                also=also,
            )
        except (TransitionNotAllowed, status.NoLongerPossible):
            return self._too_late(request)
        except tuple(REFUSALS) as refusal:
            messages.error(request, str(REFUSALS[type(refusal)]))
            return redirect(request.path)
        messages.success(request, str(decision.said))
        return redirect(request.path if decision.stays else reverse(self.index_url_name))

    def _ask_to_merge(self, request: HttpRequest, into: LocalGovernment) -> HttpResponse:
        """Show both local governments and what moves. Nothing changes until this page is sent."""
        source = cast(LocalGovernment, self.object.government)
        context = {
            **generic.InspectView.get_context_data(self),
            "sides": [source, into],
            "moves": what_moves(source=source),
            "seen": request.POST.get("seen", ""),
            "confirmed": merge_mark(source=source, into=into),
        }
        return render(request, "charter/admin/merge.html", context)

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
        beside = Signature.objects.standing_beside(signature) if signature.state in UNDER_REVIEW else None
        context |= {
            "signature": signature,
            "digest_now": digest_now,
            "digest_matches": text is not None and digest_now == signature.text_digest,
            "verdict": verdict,
            "promised": panels.promised_day(signature),
            "seen": services.review_mark(signature),
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
            "ended": [(row, typed(row)) for row in TownHallRequest.objects.ended(signature)],
            "replaced": beside and beside.first(),
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


PER_PAGE = 50


class VersionInvitingView(VersionView):
    """One version, with the way to invite those who signed an older one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        version = self.object
        if version.is_published and older_than(version) and permissions.may_review(self.request.user):
            context["invite_url"] = reverse("charter_versions:invite", args=[version.pk])
        return context


class InviteView(WagtailAdminTemplateMixin, TemplateView):
    """Who signed an older version and was not invited yet. A confirmed POST invites those that were shown."""

    template_name = "charter/admin/invite.html"
    page_title = gettext_lazy("Invite to a newer version")
    header_icon = "mail"
    version: CharterVersion

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_review(request.user):
            raise PermissionDenied
        self.version = get_object_or_404(CharterVersion.objects.published(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.version)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("charter_versions:index"), "label": _("Versions of the text")},
            {"url": reverse("charter_versions:inspect", args=[self.version.pk]), "label": str(self.version)},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        confirm = ConfirmInviteForm(request.POST)
        if not confirm.is_valid():
            return self.render_to_response(self.get_context_data(confirm=confirm, **kwargs))
        if confirm.cleaned_data["count"] != reaccession.to_invite(self.version).count():
            messages.error(request, _("The list changed meanwhile, and nobody was invited. Look at it again."))
            return redirect(request.path)
        try:
            count = reaccession.invite(version=self.version, actor=cast(User, request.user))
        except reaccession.NotCurrent:
            messages.error(request, _("A newer version is published: invite to that one."))
        else:
            done = ngettext("%(count)d institution was invited.", "%(count)d institutions were invited.", count)
            messages.success(request, done % {"count": count})
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = Paginator(reaccession.to_invite(self.version), PER_PAGE).get_page(self.request.GET.get("p"))
        count, is_current = page.paginator.count, CharterVersion.objects.current() == self.version
        context |= {
            "version": self.version,
            "steps": ReaccessionInvitation.objects.filter(version=self.version).steps(),
            "page": page,
            "count": count,
            "at_once": MOST_AT_ONCE if count > MOST_AT_ONCE else 0,
            "is_current": is_current,
        }
        if is_current and count:
            context["confirm"] = kwargs.get("confirm") or ConfirmInviteForm(initial={"count": count})
        return context


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def reaccession_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show what changed since the version that was signed; a POST starts a signature, or leads to the one started."""
    invitation = get_object_or_404(
        ReaccessionInvitation.behind(token).select_related("signature__government", "signature__version")
    )
    if request.method == "POST":
        try:
            link = start_from_invitation(invitation=invitation, language=get_language())
        except InvitationOver:
            pass  # the page says so
        else:
            return redirect("charter:sign_step", token=link, step="government")
    language = get_language()
    before = CharterText.objects.filter(version=invitation.signature.version, language=language).first()
    after = CharterText.objects.current(language)
    context = {
        "signature": invitation.signature,
        "is_over": not invitation.is_open and invitation.new_signature_id is None,
        "is_started": invitation.new_signature_id is not None,
        "after": after,
        "rows": compare(before, after) if before and after else [],
        "breadcrumb": breadcrumb("charter"),
    }
    return render(request, "charter/reaccession.html", context)
