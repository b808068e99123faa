"""HTTP of the way to a signature."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic.base import ContextMixin

from charter.states import UNDER_REVIEW, State
from charter.texts.models import CharterText
from coalition.members import likeness
from coalition.members.models import LocalGovernment
from coalition.pages.navigation import breadcrumb
from coalition.privacy import secret_links, views
from coalition.privacy.decorators import private_page
from coalition.privacy.storage import NO_ROOM, NoRoom

from . import emails, member_lists
from . import services as signing
from .emails import answers
from .forms import (
    ActForm,
    GovernmentForm,
    MemberListForm,
    MembersForm,
    NewCodeForm,
    SignForm,
)
from .models import ResumeLink, Signature

FOUND_AT_MOST, MEMBERS_PER_PAGE = 20, 100
STEPS = ("government", "act", "check")
FORMER = {"signatory": "act", "code": "check"}  # leads to what comes next, or to what is missing before it
form_page = require_http_methods(["GET", "HEAD", "POST"])


class InTheCharter(ContextMixin):
    """A page below that of the charter."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"breadcrumb": breadcrumb("charter")}


class LostLinkView(InTheCharter, views.LostLinkView):
    template_name = "charter/sign/resend.html"
    task = "charter.lost-links"
    sent = "charter:sign_resent"


class LinkSentView(InTheCharter, views.LinkSentView):
    template_name = "charter/sign/resent.html"


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
        signing.confirm_contact(link=link)
        return _to(token, next_step) if signature.is_open else redirect("charter:sign_resume", token=token)
    under_review = signature.state in UNDER_REVIEW
    context = {"next_step": next_step, "confirms": confirms, "under_review": under_review}
    return show(request, "resume", signature, token, **context)


@private_page
@form_page
def step(request: HttpRequest, token: str, step: str) -> HttpResponse:
    """Show or keep one step of the signature that `token` opens."""
    behind = Signature.objects.filter(links__digest=secret_links.digest(token)).select_related("government", "version")
    signature = get_object_or_404(behind)
    if step == "done":
        return _done(request, signature, token)
    steps = steps_of(signature)
    if step in FORMER:
        return _to(token, FORMER[step])
    if step not in steps:
        raise Http404
    if not signature.is_open:
        return redirect("charter:sign_resume", token=token)
    missing = signing.missing_step(signature) or step
    if steps.index(step) > steps.index(missing):
        return _to(token, missing)
    try:
        return HANDLERS[step](request, signature, token)
    except signing.SignatureClosed:
        return redirect("charter:sign_resume", token=token)
    except signing.Incomplete as error:
        return _to(token, error.step)
    except signing.NothingToSign:
        return redirect("charter:sign_start")


def steps_of(signature: Signature | None) -> tuple[str, ...]:
    """Return the steps of a signature: an association has one more, for its members."""
    return ("government", "members", *STEPS[1:]) if signature is not None and signature.is_group else STEPS


def _government(request: HttpRequest, signature: Signature, token: str) -> HttpResponse:
    """Ask which government signs, found or new, and who signs for it. What a new one is like is offered first, once."""
    query, offered = request.GET.get("q", signature.proposed_name).strip()[:100], "offered" in request.POST
    found = _search(query) if query else [signature.government] if signature.government else []
    initial = GovernmentForm.initial_of(signature)
    initial["name"] = query
    if signature.government in found or signature.proposed_kind:
        initial["government"] = signature.government.code if signature.government else GovernmentForm.NEW
    kept: dict[str, Any] = {"initial": initial, "confirmed": signature.official_email}
    form = GovernmentForm(request.POST if request.method == "POST" else None, **kept)
    is_valid, alike = form.is_valid(), []
    answers = form.cleaned_data if form.is_bound else {}
    own = {name: answers.get(name, "") for name in GovernmentForm.OWN}
    is_new = is_valid and answers["government"] is None
    if offered != is_valid and (offered or is_new):
        alike = likeness.candidates(names=[own["name"]], country=own["country"])
    if is_valid and not alike:
        if answers["government"]:
            chosen = signing.choose_government(signature=signature, government=answers["government"])
        else:
            chosen = signing.propose_government(signature=signature, **own)
        signing.set_signatory(signature=signature, **{name: answers[name] for name in GovernmentForm.WHO})
        return _to(token, steps_of(chosen)[1])
    if is_valid:
        form = GovernmentForm(initial=answers | {"government": ""})
    form.offer(found := alike or found)
    is_asked = bool(query or found or form.is_bound)
    context: dict[str, Any] = {"q": query, "found": found, "alike": bool(alike), "is_asked": is_asked}
    return show(request, "government", signature, token, form=form, **context)


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
        return _to(token, "members" if signing.missing_step(signature) == "members" else "act")
    context: dict[str, Any] = {"adder": adder, "corrector": corrector, "page": page, "kept": kept}
    return show(request, "members", signature, token, form=corrector if correcting else adder, **context)


def _act(request: HttpRequest, signature: Signature, token: str) -> HttpResponse:
    initial = ActForm.initial_of(signature)
    form = ActForm(request.POST or None, request.FILES or None, initial=initial, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            signing.set_act(signature=signature, **form.answers())
        except NoRoom:
            form.add_error("act_file", NO_ROOM)
        else:
            signing.mail_code(signature=signature, language=get_language())
            return _to(token, "check")
    return show(request, "act", signature, token, form=form)


def _check(request: HttpRequest, signature: Signature, token: str) -> HttpResponse:
    """Show every answer and the exact text; the agreement and the mailed code sign it."""
    asking_again = "again" in request.POST
    again = NewCodeForm(
        request.POST if asking_again else None, request=request, signature=signature, auto_id="again_%s"
    )
    form = SignForm(None if asking_again else request.POST or None, request=request, signature=signature)
    language = get_language()
    if asking_again and again.is_valid():
        signing.mail_code(signature=signature, language=language, again=True)
        return redirect(f"{request.path}?again#sign")
    if not asking_again and request.method == "POST" and form.is_valid():
        shown, code = request.POST.get("digest", ""), form.cleaned_data["code"]
        try:
            if signing.sign(signature=signature, language=language, agreed_digest=shown, code=code):
                return _to(token, "done")
        except signing.TextChanged:
            form.add_error(None, _("The text changed while you were reading. Read the one below, then agree again."))
        else:
            form.add_error("code", _("This code is wrong or has expired. Check the digits, or ask for a new one."))
    text = CharterText.objects.current(language)
    context = {"text": text, "answers": answers(signature), "again": again, "mailed_again": "again" in request.GET}
    return show(request, "check", signature, token, form=again if asking_again else form, sign=form, **context)


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
    "act": _act,
    "check": _check,
}


def _to(token: str, name: str) -> HttpResponse:
    return redirect("charter:sign_step", token=token, step=name)


def show(
    request: HttpRequest, name: str, signature: Signature | None = None, token: str = "", **context: Any
) -> HttpResponse:
    """Answer the page of the step `name`, with its place among the steps of `signature`."""
    steps = steps_of(signature)
    position = steps.index(name) + 1 if name in steps else 0
    place = {"position": position, "steps": len(steps), "back": steps[position - 2] if position > 1 else ""}
    context = {"signature": signature, "token": token, **place, **context}
    return render(request, f"charter/sign/{name}.html", {"breadcrumb": breadcrumb("charter"), **context})
