"""The way to a proposal, without an account. A GET never changes anything; every POST keeps what was typed."""

from contextlib import suppress
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_fsm import TransitionNotAllowed

from coalition.calls.models import Call, CallPage, Proposal, ProposalLink
from coalition.calls.models.proposals import ASKED, MOST_FILES
from coalition.calls.proposing import services
from coalition.calls.proposing.answers import answers
from coalition.calls.proposing.forms import AddressForm, ProposalForm, SendForm
from coalition.pages.navigation import breadcrumb
from coalition.privacy import lost_links
from coalition.privacy.decorators import private_page
from coalition.privacy.storage import NO_ROOM, NoRoom

form_page = require_http_methods(["GET", "HEAD", "POST"])


class LostLinkView(lost_links.LostLinkView):
    template_name = "calls/proposal/lost_link.html"
    task = "calls.lost-links"
    sent = "calls:link_sent"
    extra_context = {"breadcrumb": partial(breadcrumb, "resources")}


class LinkSentView(lost_links.LinkSentView):
    template_name = "calls/proposal/link_sent.html"
    extra_context = LostLinkView.extra_context


@private_page
@form_page
def start(request: HttpRequest, key: str) -> HttpResponse:
    call = get_object_or_404(_public_calls(), key=key)
    if not call.is_open():
        return _show(request, "closed", call=call)
    form = AddressForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            token = services.start_proposal(call=call, contact_email=form.cleaned_data["email"], language=_language())
        except services.CallClosed:
            return _show(request, "closed", call=call)
        return redirect("calls:write", token=token)
    return _show(request, "start", call=call, form=form)


@private_page
@form_page
def proposal(request: HttpRequest, token: str) -> HttpResponse:
    """Show where the proposal stands, with a way on. Mail scanners may read it: nothing changes.

    Behind a link that only the contact's mailbox got, one button confirms that address, and another deletes what
    somebody else began with it.
    """
    link = get_object_or_404(ProposalLink.behind(token).select_related("proposal__call"))
    if request.method == "POST" and request.POST.get("action") == "delete":
        if services.disown(link=link):
            return _show(request, "deleted")
        return redirect("calls:proposal", token=token)
    if request.method == "POST":
        services.confirm_contact(link=link)
        return redirect("calls:write" if link.proposal.is_draft else "calls:proposal", token=token)
    confirms = link.to_contact and not link.proposal.is_confirmed
    shown = answers(link.proposal) if confirms or link.proposal.sent_at else []
    files = list(link.proposal.files.all()) if confirms else []
    return _show(request, "proposal", link.proposal, token, confirms=confirms, answers=shown, files=files)


@private_page
@form_page
def write(request: HttpRequest, token: str) -> HttpResponse:
    """Show the proposal as a form, and keep what was typed: as a draft with gaps, or whole, to be checked."""
    found = _proposal_of(token)
    if not found.is_draft or not found.call.is_open():
        return redirect("calls:proposal", token=token)
    goes_on = request.POST.get("action") == "check"
    initial = {name: getattr(found, name) for name in ASKED}
    sent = (request.POST or None, request.FILES or None)
    form = ProposalForm(*sent, request=request, whole=goes_on, takes_files=found.is_confirmed, initial=initial)
    if request.method == "POST" and form.is_valid() and _kept(found, form, request.POST.get("remove", "")):
        if goes_on:
            return redirect("calls:check", token=token)
        return redirect(f"{request.path}?saved")
    context = {"form": form, "files": list(found.files.all()), "most_files": MOST_FILES}
    return _show(request, "write", found, token, saved="saved" in request.GET, **context)


def _kept(found: Proposal, form: ProposalForm, remove: str) -> bool:
    """Keep what the valid `form` says; say whether it was kept. What is wrong with the file stands beside it."""
    try:
        services.save(proposal=found, typed=form.typed(), file=form.cleaned_data["file"], remove=remove)
    except services.TooManyFiles:
        form.add_error("file", _("You have sent five files. Remove one before you add another."))
        return False
    except services.ProposalClosed:
        form.add_error(None, _("This proposal has been sent. It can no longer change."))
        return False
    except NoRoom:
        form.add_error("file", NO_ROOM)
        return False
    return True


@private_page
@form_page
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Show every answer; the button sends the proposal."""
    found = _proposal_of(token)
    if not found.is_draft:
        return redirect("calls:proposal", token=token)
    form = SendForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            services.hand_in(proposal=found)
        except services.CallClosed:
            form.add_error(None, _("The call has closed. Your proposal was not sent."))
        except services.Unconfirmed:
            form.add_error(None, _("Confirm your address first: open the link in our email, and press its button."))
        except services.Incomplete:
            return redirect("calls:write", token=token)
        except services.ProposalClosed:
            return redirect("calls:proposal", token=token)
        else:
            return redirect("calls:proposal", token=token)
    context = {"form": form, "answers": answers(found), "missing": found.missing(), "files": list(found.files.all())}
    return _show(request, "check", found, token, **context)


@private_page
@form_page
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the proposal shall be withdrawn; the button does it."""
    found = _proposal_of(token)
    if not found.is_waiting:
        return redirect("calls:proposal", token=token)
    if request.method == "POST":
        with suppress(TransitionNotAllowed):  # it was decided while the page was open: the next page shows how
            services.withdraw(proposal=found)
        return redirect("calls:proposal", token=token)
    return _show(request, "withdraw", found, token)


def _public_calls() -> Any:
    pages = CallPage.objects.live().public().filter(locale__language_code=_language())
    return Call.objects.filter(pk__in=pages.values("call"))


def _proposal_of(token: str) -> Proposal:
    return get_object_or_404(Proposal.objects.for_token(token).select_related("call"))


def _language() -> str:
    return get_language() or "en"


def _show(
    request: HttpRequest, name: str, found: Proposal | None = None, token: str = "", **context: Any
) -> HttpResponse:
    """Answer the page `name` of the way to a proposal."""
    call = found.call if found else context.get("call")
    context |= {"proposal": found, "token": token, "call": call, "breadcrumb": breadcrumb("resources")}
    return render(request, f"calls/proposal/{name}.html", context)
