"""The review page in the CMS: one dossier, its evidence, and what this person may decide now."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django_fsm import TransitionNotAllowed
from wagtail.admin.views import generic

from charter import permissions, services
from charter.evidence import domain_of
from charter.models import AdhesionRequest, CharterText, LedgerEntry, Signature, State
from charter.review_forms import AuthorityCheckForm, MergeForm, PublishForm, RatifyForm, ReasonForm, StatusForm
from charter.states import UNDER_REVIEW
from coalition.members.models import LocalGovernment
from coalition.users.models import User

Decide = Callable[[Signature, User, dict[str, Any]], None]


def _check(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    services.check_authority(signature=signature, reviewer=staff, **answers)


def _publish(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    services.publish_adhesion(signature=signature, reviewer=staff, **answers)


def _reject(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    services.reject(signature=signature, reviewer=staff, **answers)


def _request_changes(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    services.request_changes(signature=signature, reviewer=staff, **answers)


def _ratify(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    services.ratify(signature=signature, actor=staff, **answers)


def _ask_act_again(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    services.ask_act_again(signature=signature, **answers)


def _merge(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
    services.merge_governments(source=cast(LocalGovernment, signature.government), actor=staff, **answers)


def _confirmed_merge(mark: str) -> Decide:
    """Return the merge of what was shown: `mark` is what `services.merge_mark` gave when the page was drawn."""

    def apply(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
        if services.merge_mark(source=cast(LocalGovernment, signature.government), into=answers["into"]) != mark:
            raise services.Changed
        _merge(signature, staff, answers)

    return apply


def _status(change: Callable[..., Signature]) -> Decide:
    def apply(signature: Signature, staff: User, answers: dict[str, Any]) -> None:
        act = services.Act(**{name: answers[name] for name in ("act_body", "act_number", "act_date", "reason")})
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
    "hold": ("status", _status(services.hold)),
    "withdraw": ("status", _status(services.withdraw)),
    "reinstate": ("status", _status(services.reinstate)),
}


SAID: dict[str, Any] = {  # what is said of a decision that mails nobody; any other one mails the signatory
    "check_authority": gettext_lazy(
        "Authority checked. The signatory is not told yet: another person publishes the signature."
    ),
}


REFUSALS: dict[type[Exception], Any] = {  # why a decision was not taken, in words
    services.Changed: gettext_lazy("Nothing was decided: the dossier changed after you opened it. Read it again."),
    services.BothAdhere: gettext_lazy("Not merged: both local governments adhere already, each with its history."),
    services.BothUnderReview: gettext_lazy(
        "Not merged: both have a dossier for the same text. Decide one of them first."
    ),
    services.BothReported: gettext_lazy("Not merged: both have a report of the same year."),
    services.OtherKind: gettext_lazy("Not merged: only one of both is an association."),
    services.SamePerson: gettext_lazy("You checked the authority of this dossier: another person publishes it."),
    services.NeedsAct: gettext_lazy("The council's act is missing: the adhesion counts again once it is confirmed."),
}


def forms_for(signature: Signature, staff: User | AnonymousUser) -> dict[str, Callable[..., forms.Form]]:
    """Return the forms that `staff` may send for `signature` in its state, by name; none for a mere reader."""
    if not permissions.may_review(staff):
        return {}
    if signature.state == State.SUBMITTED:
        return {"check": AuthorityCheckForm, "reason": ReasonForm, **_merge_form(signature)}
    if signature.state == State.AUTHORITY_CHECKED:
        found: dict[str, Callable[..., forms.Form]] = {"reason": ReasonForm, **_merge_form(signature)}
        if permissions.may_publish_adhesion(staff, signature):
            found["publish"] = partial(PublishForm, signature=signature)
        return found
    if signature.state in (State.SIGNED, State.ON_HOLD):
        return {**_act_forms(signature), "status": partial(StatusForm, adhesion=signature)}
    return {}


def _merge_form(signature: Signature) -> dict[str, Callable[..., forms.Form]]:
    """Return the form that makes a proposed government one with another."""
    government = signature.government
    return {"merge": partial(MergeForm, source=government)} if government and government.proposed else {}


def _act_forms(signature: Signature) -> dict[str, Callable[..., forms.Form]]:
    """Return the forms for an act that came after publication, with what the town hall typed about it."""
    if not (signature.is_ad_referendum and signature.has_act):
        return {}
    sent = AdhesionRequest.objects.act_of(signature)
    return {"ratify": partial(RatifyForm, initial=sent.answers if sent else None), "again": ReasonForm}


class ReviewView(generic.InspectView):
    """One dossier, its evidence side by side, and the decision."""

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
        name, decide = DECISIONS.get(request.POST.get("decision", ""), ("", _check))
        make = forms_for(self.object, staff).get(name)
        if make is None:
            return self._too_late(request)
        form = make(request.POST)
        if not form.is_valid():
            self.wrong = {name: form}
            return self.get(request, *args, **kwargs)
        answers = form.cleaned_data
        if name == "merge" and not request.POST.get("confirmed"):
            return self._ask_to_merge(request, answers["into"])
        if name == "merge":
            decide = _confirmed_merge(request.POST["confirmed"])
        try:
            services.decide(
                signature=self.object,
                mark=request.POST.get("seen", ""),
                decision=lambda dossier: decide(dossier, staff, answers),
                also=[answers["into"]] if name == "merge" else [],
            )
        except (TransitionNotAllowed, services.NoLongerPossible):
            return self._too_late(request)
        except tuple(REFUSALS) as refusal:
            messages.error(request, str(REFUSALS[type(refusal)]))
            return redirect(request.path)
        if name == "merge":
            messages.success(request, _("Merged. This dossier is now of the local government that you chose."))
            return redirect(request.path)
        said = SAID.get(request.POST["decision"]) or _("Decided. The official mailbox is told by email.")
        messages.success(request, str(said))
        return redirect(reverse(self.index_url_name))

    def _ask_to_merge(self, request: HttpRequest, into: LocalGovernment) -> HttpResponse:
        """Show both local governments and what moves. Nothing changes until this page is sent."""
        source = cast(LocalGovernment, self.object.government)
        context = {
            **generic.InspectView.get_context_data(self),
            "sides": [source, into],
            "moves": services.what_moves(source=source),
            "seen": request.POST.get("seen", ""),
            "confirmed": services.merge_mark(source=source, into=into),
        }
        return render(request, "charter/admin/merge.html", context)

    def _too_late(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, _("This decision is not open to you now: somebody decided before you."))
        return redirect(reverse(self.index_url_name))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        signature, staff = self.object, self.request.user
        text = CharterText.objects.signed_by(signature)
        digest_now = text.digest_now() if text else ""
        open_forms = {name: self.wrong.get(name) or make() for name, make in forms_for(signature, staff).items()}
        context |= {
            "signature": signature,
            "digest_now": digest_now,
            "digest_matches": text is not None and digest_now == signature.text_digest,
            "domain": domain_of(signature),
            "seen": services.seen(signature),
            "ledger": LedgerEntry.objects.of(signature),
            "forms": open_forms,
            "waits_for_another": signature.state == State.AUTHORITY_CHECKED
            and permissions.may_review(staff)
            and "publish" not in open_forms,
            "may_see_act": permissions.may_review(staff),
            "replaced": Signature.objects.standing_beside(signature).first()
            if signature.state in UNDER_REVIEW
            else None,
        }
        return context


@require_safe
def council_act(request: HttpRequest, pk: int) -> FileResponse:
    """Answer the file of the act to a reviewer: as a download, never shown in the site's own origin.

    A draft's file is its town hall's own until its mailbox is verified, as is the dossier.
    """
    if not permissions.may_review(request.user):
        raise PermissionDenied
    signature = get_object_or_404(Signature.objects.exclude(state="draft").exclude(act_file=""), pk=pk)
    try:
        file = signature.act_file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    extension = str(signature.act_file.name).rpartition(".")[2]
    response = FileResponse(
        file, as_attachment=True, filename=f"act-{pk}.{extension}", content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response._csp_config = {"default-src": ["'none'"], "sandbox": True}  # type: ignore[attr-defined]
    return response
