"""HTTP of the way to a signature."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from charter.states import UNDER_REVIEW, State
from charter.texts.models import CharterText
from coalition.members import likeness
from coalition.members.models import LocalGovernment
from coalition.pages.navigation import breadcrumb
from coalition.privacy import secret_links, views
from coalition.privacy.decorators import private_page
from coalition.privacy.storage import NO_ROOM, NoRoom

from . import emails, member_lists, services
from . import services as signing
from .emails import answers
from .forms import (
    ActForm,
    CheckForm,
    ChooseGovernmentForm,
    CodeForm,
    MemberListForm,
    MembersForm,
    ProposeGovernmentForm,
    SignatoryForm,
)
from .models import ResumeLink, Signature

FOUND_AT_MOST, MEMBERS_PER_PAGE = 20, 100
STEPS = ("government", "signatory", "act", "check", "code")
form_page = require_http_methods(["GET", "HEAD", "POST"])


class LostLinkView(views.LostLinkView):
    """Mail lost links to open signatures again."""

    template_name = "charter/sign/resend.html"
    task = "charter.lost-links"
    sent = "charter:sign_resent"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"breadcrumb": breadcrumb("charter")}


class LinkSentView(views.LinkSentView):
    """Say that they are on their way."""

    template_name = "charter/sign/resent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"breadcrumb": breadcrumb("charter")}


@private_page
@form_page
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Show where the signature stands, with a way on. Mail scanners may read it: nothing changes.

    Behind a link that only the contact's mailbox got, the button confirms that address.
    """
    link = get_object_or_404(ResumeLink.behind(token).select_related("signature__government", "signature__version"))
    signature, confirms = link.signature, link.to_contact and not link.signature.contact_is_confirmed
    next_step = signing.missing_step(signature) or "check"
    if request.method == "POST":
        services.confirm_contact(link=link)
        return _to(token, next_step) if signature.is_open else redirect("charter:sign_resume", token=token)
    under_review = signature.state in UNDER_REVIEW
    context = {"next_step": next_step, "confirms": confirms, "under_review": under_review}
    return show(request, "resume", signature, token, **context)


@private_page
@form_page
def step(request: HttpRequest, token: str, step: str) -> HttpResponse:
    """Show or keep one step of the signature that `token` opens."""
    signature = _signature_of(token)
    if step == "done":
        return _done(request, signature, token)
    steps = steps_of(signature)
    if step not in steps:
        raise Http404
    if not signature.is_open:
        return redirect("charter:sign_resume", token=token)
    missing = signing.missing_step(signature)
    if missing and steps.index(step) > steps.index(missing):
        return redirect("charter:sign_step", token=token, step=missing)
    try:
        return HANDLERS[step](request, signature, token)
    except signing.SignatureClosed:
        return redirect("charter:sign_resume", token=token)


def steps_of(signature: Signature | None) -> tuple[str, ...]:
    """Return the steps of a signature: an association has one more, for its members."""
    return ("government", "members", *STEPS[1:]) if signature is not None and signature.is_group else STEPS


def _government(request: HttpRequest, signature: Signature, token: str) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:100]
    found = _search(query) if query else []
    if not query and signature.government:
        found = [signature.government]
    choosing = request.method == "POST" and request.POST.get("action") == "choose"
    proposing = request.method == "POST" and not choosing
    chosen = {"government": signature.government.code} if signature.government else {}
    names = {"name": signature.proposed_name or query}
    proposed = names | {"country": signature.proposed_country, "kind": signature.proposed_kind}
    choose = ChooseGovernmentForm(request.POST if choosing else None, found=found, initial=chosen)
    propose = ProposeGovernmentForm(request.POST if proposing else None, initial=proposed)
    if choosing and choose.is_valid():
        chosen_one = signing.choose_government(signature=signature, government=choose.cleaned_data["government"])
        return _to(token, steps_of(chosen_one)[1])
    if proposing and propose.is_valid():
        if alike := _alike(request, propose):
            choose = ChooseGovernmentForm(None, found=alike)
            context = {"choose": choose, "propose": propose, "alike": propose.cleaned_data["name"], "q": query}
            return show(request, "government", signature, token, form=None, found=alike, open_proposal=True, **context)
        proposal = signing.propose_government(signature=signature, **propose.cleaned_data)
        return _to(token, steps_of(proposal)[1])
    wrong = choose if choosing else propose
    return show(
        request,
        "government",
        signature,
        token,
        form=wrong,
        choose=choose,
        propose=propose,
        q=query,
        found=found,
        open_proposal=proposing or bool(signature.proposed_name) or bool(query and not found),
    )


def _alike(request: HttpRequest, propose: ProposeGovernmentForm) -> list[LocalGovernment]:
    if request.POST.get("none_of_them"):
        return []
    proposed = propose.cleaned_data
    return likeness.candidates(names=[proposed["name"]], country=proposed["country"])


def _search(query: str) -> list[LocalGovernment]:
    return likeness.search_as_typed(LocalGovernment.objects.filter(proposed=False), query, limit=FOUND_AT_MOST)


def _members(request: HttpRequest, signature: Signature, token: str) -> HttpResponse:
    """Read the list that is sent; ask about its lines, a page at a time, and then whether that is all."""
    adding = request.method == "POST" and "add" in request.POST
    adder = MemberListForm(*(request.POST, request.FILES) if adding else (), signature=signature, request=request)
    kept = 0
    if adding and adder.is_valid():
        counts = member_lists.add_lines(signature=signature, plan=adder.plan)
        if not counts["error"]:
            return _to(token, "members")
        kept = sum(counts.values()) - counts["error"]
        adder.leave_bad_lines()
    listed = signature.listed_members
    page = Paginator(listed, MEMBERS_PER_PAGE).get_page(request.GET.get("page"))
    correcting = request.method == "POST" and not adding
    delegation = {name: getattr(signature, name) for name in ("delegation_number", "delegation_date")}
    corrector = MembersForm(
        request.POST if correcting else None, listed=listed, shown=list(page.object_list), initial=delegation
    )
    if correcting and corrector.is_valid():
        member_lists.correct_list(signature=signature, **corrector.answers())
        if page.has_next():
            address = reverse("charter:sign_step", kwargs={"token": token, "step": "members"})
            return redirect(f"{address}?page={page.next_page_number()}")
        return _to(token, "members" if signing.missing_step(signature) == "members" else "signatory")
    context: dict[str, Any] = {"adder": adder, "corrector": corrector, "page": page, "kept": kept, "back": "government"}
    return show(request, "members", signature, token, form=corrector if correcting else adder, **context)


def _signatory(request: HttpRequest, signature: Signature, token: str) -> HttpResponse:
    form = SignatoryForm(
        request.POST or None, initial=_typed(signature, SignatoryForm), confirmed=signature.official_email
    )
    if request.method == "POST" and form.is_valid():
        signing.set_signatory(signature=signature, **form.answers())
        return _to(token, "act")
    return show(
        request, "signatory", signature, token, form=form, back="members" if signature.is_group else "government"
    )


def _act(request: HttpRequest, signature: Signature, token: str) -> HttpResponse:
    initial = _typed(signature, ActForm)
    initial["act_status"] = ActForm.status_of(signature)
    form = ActForm(request.POST or None, request.FILES or None, initial=initial, request=request)
    if request.method == "POST" and form.is_valid():
        keep = signing.announce_act if form.cleaned_data["act_status"] == ActForm.ANNOUNCED else signing.set_act
        try:
            keep(signature=signature, **form.answers())
        except NoRoom:
            form.add_error("act_file", NO_ROOM)
        else:
            return _to(token, "check")
    return show(request, "act", signature, token, form=form, back="signatory")


def _check(request: HttpRequest, signature: Signature, token: str) -> HttpResponse:
    """Show every answer and the exact text; agreeing mails the code."""
    form = CheckForm(request.POST or None, request=request, signature=signature)
    if request.method == "POST" and form.is_valid():
        try:
            signing.send_code(
                signature=signature, language=get_language(), agreed_digest=request.POST.get("digest", "")
            )
        except signing.NothingToSign:
            return redirect("charter:sign_start")
        except signing.Incomplete as error:
            return _to(token, error.step)
        except signing.TextChanged:
            form.add_error(None, _("The text changed while you were reading. Read the one below, then agree again."))
        else:
            return _to(token, "code")
    text = CharterText.objects.current(get_language())
    context = {"form": form, "text": text, "answers": answers(signature), "back": "act"}
    return show(request, "check", signature, token, **context)


def _code(request: HttpRequest, signature: Signature, token: str) -> HttpResponse:
    if not signature.text_digest:
        return _to(token, "check")
    form = CodeForm(request.POST or None, request=request, signature=signature)
    if request.method == "POST" and form.is_valid():
        if signing.confirm(signature=signature, code=form.cleaned_data["code"]):
            return _to(token, "done")
        form.add_error("code", _("This code is wrong or has expired. Check the digits, or ask for a new one."))
    return show(request, "code", signature, token, form=form, back="check")


def _done(request: HttpRequest, signature: Signature, token: str) -> HttpResponse:
    """Say what was received and what happens next; before and after, what there is to say stands on the first page."""
    if signature.state == State.MAILBOX_VERIFIED:
        return show(request, "not_sent", signature, token)
    if signature.state not in UNDER_REVIEW or signature.submitted_at is None:
        return redirect("charter:sign_resume", token=token)
    day = emails.answer_by(timezone.localdate(signature.submitted_at))
    return show(request, "done", signature, token, answer_by=day, answers=answers(signature))


HANDLERS: dict[str, Callable[[HttpRequest, Signature, str], HttpResponse]] = {
    "government": _government,
    "members": _members,
    "signatory": _signatory,
    "act": _act,
    "check": _check,
    "code": _code,
}


def _signature_of(token: str) -> Signature:
    signatures = Signature.objects.for_token(secret_links.digest(token)).select_related("government", "version")
    return get_object_or_404(signatures)


def _typed(signature: Signature, form: type[forms.Form]) -> dict[str, Any]:
    return {
        name: getattr(signature, name) for name in form.base_fields if hasattr(signature, name) and name != "act_file"
    }


def _to(token: str, name: str) -> HttpResponse:
    return redirect("charter:sign_step", token=token, step=name)


def show(
    request: HttpRequest, name: str, signature: Signature | None = None, token: str = "", **context: Any
) -> HttpResponse:
    """Answer the page of the step `name`, with its place among the steps of `signature`."""
    steps = steps_of(signature)
    position = steps.index(name) + 1 if name in steps else 0
    context |= {"signature": signature, "token": token, "position": position, "steps": len(steps)}
    return render(request, f"charter/sign/{name}.html", {"breadcrumb": breadcrumb("charter"), **context})
