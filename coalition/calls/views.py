"""The way to a proposal, without an account. A GET never changes anything; every POST keeps what was typed."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import floatformat, linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic.base import ContextMixin
from django_fsm import TransitionNotAllowed
from wagtail.admin.ui.tables import Column, Table, TitleColumn

from coalition.cms.views import frame
from coalition.pages.navigation import breadcrumb
from coalition.pages.querysets import unrestricted
from coalition.privacy import views
from coalition.privacy.decorators import private_page
from coalition.privacy.storage import NO_ROOM, NoRoom
from coalition.site.paths import led_to
from coalition.users.work_panel import Waiting

from . import permissions, services
from . import services as reading
from .forms import ACCEPT, AddressForm, DecisionForm, MarksForm, ProposalForm, ReadersForm, SendForm
from .models import ASKED, MOST_FILES, WAITING, Call, CallPage, Proposal, ProposalLink, State
from .services import answers

form_page = require_http_methods(["GET", "HEAD", "POST"])


class InTheLibrary(ContextMixin):
    """A page that stands below the library, in the language of its reader."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context, breadcrumb=breadcrumb("resources"))


class LostLinkView(InTheLibrary, views.LostLinkView):
    template_name = "calls/proposal/lost_link.html"
    task = "calls.lost-links"
    sent = "calls:link_sent"


class LinkSentView(InTheLibrary, views.LinkSentView):
    template_name = "calls/proposal/link_sent.html"


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
    form = ProposalForm(
        *sent,
        request=request,
        most=found.call.most_euros,
        whole=goes_on,
        takes_files=found.is_confirmed,
        initial=initial,
    )
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


def found_proposal(user: Any, pk: int) -> Proposal:
    found: Proposal = get_object_or_404(services.with_readings(permissions.visible_proposals(user)), pk=pk)
    return found


def to_proposal(proposal: Proposal) -> HttpResponse:
    return redirect("calls_proposals:inspect", proposal.pk)


@form_page
def marks(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the proposal with the form of the marks to the person who was asked, or keep their marks."""
    proposal = found_proposal(request.user, pk)
    own = services.own_reading(proposal, request.user)
    if own is None or not permissions.may_read(request.user):
        raise PermissionDenied
    form = MarksForm(request.POST or None, proposal=proposal, reading=own)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_marks(
                proposal=proposal, reader=request.user, points=form.points(), comment=form.cleaned_data["comment"]
            )
        except services.Decided:
            messages.error(request, _("This proposal was decided or withdrawn. Your marks were not changed."))
        except services.NotAsked:
            raise PermissionDenied from None
        else:
            messages.success(request, _("Your marks are saved. You now see those of the other readers."))
        return to_proposal(proposal)
    shown = answers(proposal, include_contact=permissions.may_decide(request.user))
    again = _("You gave marks before. What you change now is shown as changed.") if own.given_at else ""
    context = _frame(_("Give marks"), proposal) | {
        "help": again,
        "details": [(answer.label, linebreaksbr(answer.text, autoescape=True)) for answer in shown],
        "form": form,
        "submit_label": _("Save my marks"),
    }
    return render(request, "cms/page.html", context)


def _frame(title: str, proposal: Proposal) -> dict[str, Any]:
    """Return the head of a page about `proposal` in the CMS, and the way back to it."""
    back = reverse("calls_proposals:inspect", args=[proposal.pk])
    above = (("calls_proposals:index", _("Proposals")), (back, proposal.title))
    return frame("edit", title, *above) | {"back": back, "back_label": pgettext("to the proposal", "Back")}


@require_POST
def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = found_proposal(request.user, pk)
    if not permissions.may_read(request.user):
        raise PermissionDenied
    try:
        services.declare_conflict(proposal=proposal, person=request.user)
    except services.Decided:
        messages.error(request, _("This proposal was decided or withdrawn."))
    else:
        messages.success(request, _("Noted. You will not be asked to read this proposal."))
    if not permissions.visible_proposals(request.user).filter(pk=pk).exists():
        return redirect("calls_proposals:index")
    return to_proposal(proposal)


@form_page
def ranking(request: HttpRequest, pk: int) -> HttpResponse:
    """List the proposals of a call that are judged completely, the highest mean first; share out the others by POST."""
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    call = get_object_or_404(Call, pk=pk)
    form = ReadersForm(request.POST or None, readers=services.readers(), call=call)
    if request.method == "POST" and form.is_valid():
        short = services.share_out(call=call, people=form.cleaned_data["reader"], by=request.user)
        words = ngettext(
            "%(count)d proposal still has too few readers: choose more people.",
            "%(count)d proposals still have too few readers: choose more people.",
            short,
        )
        if short:
            messages.warning(request, words % {"count": short})
        else:
            messages.success(request, _("Every proposal has its readers."))
        return redirect("calls_proposals:ranking", call.pk)
    rows, waiting_rows = ranked(call, request.user)
    told = ngettext(
        "%(count)s proposal is not judged completely, or its marks are not for you.",
        "%(count)s proposals are not judged completely, or their marks are not for you.",
        waiting_rows,
    )
    nobody = "" if services.readers().exists() else _("Nobody may read proposals yet: give an account the permission.")
    context = frame("list-ol", _("Ranking of proposals"), ("calls_proposals:index", _("Proposals"))) | {
        "help": _("Every proposal is read by two people, never by one who declared a conflict of interest."),
        "warning": nobody,
        "details": [(_("Call"), call)],
        "form": None if nobody else form,
        "submit_label": "" if nobody else _("Share out among readers"),
        "tables": [Table(RANKED, rows, caption=told % {"count": waiting_rows})],
        "empty": "–",
    }
    return render(request, "cms/page.html", context)


RANKED = [
    TitleColumn(
        "title",
        label=gettext_lazy("Proposal"),
        accessor=lambda row: row[0].title,
        get_url=lambda row: reverse("calls_proposals:inspect", args=[row[0].pk]),
    ),
    Column("association", label=gettext_lazy("Association"), accessor=lambda row: row[0].association),
    Column("mean", label=gettext_lazy("Weighted mean"), accessor=lambda row: floatformat(row[1].mean, 2)),
    Column("state", label=gettext_lazy("State"), accessor=lambda row: row[0].get_state_display()),
]


def ranked(call: Call, user: Any) -> tuple[list[tuple[Proposal, services.Standing]], int]:
    """Return the complete proposals of `call` whose marks `user` may see, and how many others are not decided."""
    found = list(services.with_readings(Proposal.objects.handed_in().filter(call=call)))
    rows = [(row, services.standing_of(row)) for row in found if services.visible_readings(row, user)]
    complete = [(row, stands) for row, stands in rows if stands.is_complete]
    complete.sort(key=lambda pair: (-(pair[1].mean or 0), pair[0].pk))
    shown = {row.pk for row, _stands in complete}
    return complete, sum(row.pk not in shown and row.state in WAITING for row in found)


def judgement(proposal: Proposal, user: Any) -> dict[str, Any]:
    """Return what the page of `proposal` (with its readings) says of its judgement to `user`."""
    own = services.own_reading(proposal, user)
    conflicted = services.has_conflict(proposal, user)
    stands = services.standing_of(proposal)
    readings = services.visible_readings(proposal, user)
    return {
        "own": own,
        "readings": [(one, services.weighted_mean([one])) for one in readings],
        "standing": stands,
        "shows_mean": bool(readings) and stands.is_complete,
        "may_declare": permissions.may_read(user) and not conflicted and proposal.state in WAITING,
        "conflicted": conflicted,
    }


def waiting(user: Any) -> list[Waiting]:
    """Return the proposals that wait for the marks of `user`. One query."""
    if not permissions.may_read(user):
        return []
    rows = Proposal.objects.filter(state__in=WAITING, readings__reader=user.pk, readings__given_at=None)
    since = list(rows.order_by("readings__asked_at").values_list("readings__asked_at", flat=True))
    url = reverse("calls_proposals:index")
    return [Waiting(_("Proposals to read"), len(since), url, since=since[0] if since else None)]


def may_decide_on(proposal: Proposal, user: Any) -> bool:
    """Say whether `user` decides on `proposal` (with its readings): never who read it, or declared a conflict."""
    involved = services.own_reading(proposal, user) or services.has_conflict(proposal, user)
    return permissions.may_decide(user) and not involved


@form_page
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = found_proposal(request.user, pk)
    if not may_decide_on(proposal, request.user):
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "confirm" in request.POST:
            return _decided(request, proposal, form)
        if "change" not in request.POST:
            return render(request, "cms/page.html", _confirmation(proposal, form))
    context = _frame(_("Decide on a proposal"), proposal) | {
        "details": [(_("Language of the proposal"), proposal.get_language_display())],
        "form": form,
        "submit_label": _("See what will be sent"),
    }
    return render(request, "cms/page.html", context)


def _confirmation(proposal: Proposal, form: DecisionForm) -> dict[str, Any]:
    """Return what is shown before a decision is taken: what it means, and the words that go out."""
    typed = form.cleaned_data
    accepted = _("The proposal is accepted. A draft of its page is made.")
    goes_to = _("This message goes to %(address)s, in an email in %(language)s:")
    goes_to %= {"address": proposal.contact_email, "language": proposal.get_language_display()}
    return _frame(_("Confirm the decision"), proposal) | {
        "help": accepted if typed["decision"] == ACCEPT else _("The proposal is declined."),
        "warning": _("A decision cannot be taken back."),
        "details": [(goes_to, linebreaksbr(typed["answer"], autoescape=True))],
        "hidden": {name: typed[name] for name in ("decision", "answer")},
        "submit_name": "confirm",
        "submit_label": _("Decide and send the email"),
        "second_name": "change",
        "second_label": _("Change the words"),
        "back": "",
    }


def _decided(request: HttpRequest, proposal: Proposal, form: DecisionForm) -> HttpResponse:
    accept = form.cleaned_data["decision"] == ACCEPT
    try:
        services.decide(proposal=proposal, by=request.user, accept=accept, answer=form.cleaned_data["answer"])
    except services.NotYours:
        raise PermissionDenied from None
    except services.NotComplete:
        messages.error(request, _("The judgement is not complete. Nothing was decided."))
    except reading.Decided:
        messages.error(request, _("This proposal was decided or withdrawn in the meantime. Nothing was sent."))
    else:
        messages.success(request, _("Decided. The association is told by email."))
    return redirect("calls_proposals:inspect", proposal.pk)


def decision(proposal: Proposal, user: Any) -> dict[str, Any]:
    """Return what the page of `proposal` says of the decision to `user`: what was decided, and the way to decide."""
    ready = proposal.state == State.UNDER_REVIEW and services.standing_of(proposal).is_complete
    page = proposal.page
    return {
        "decide_url": reverse("calls_proposals:decide", args=[proposal.pk])
        if ready and may_decide_on(proposal, user)
        else "",
        "page_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else "",
    }


@require_safe
def call(request: HttpRequest) -> HttpResponse:
    """Lead to the call that is open, of several to the first to close; else to the latest one."""
    pages = unrestricted(CallPage.objects.live()).filter(locale__language_code=get_language() or "en")
    page = next(iter(open_calls()), None) or pages.order_by("-call__closes_at", "-pk").first()
    if page is None:
        raise Http404
    return led_to(page)


def open_calls() -> list[CallPage]:
    """Return the public pages of the calls that are open, in the active language, the first to close first."""
    now = timezone.now()
    pages = CallPage.objects.live().public().filter(locale__language_code=get_language() or "en")
    found = pages.filter(call__opens_at__lte=now, call__closes_at__gte=now)
    return list(found.select_related("call").order_by("call__closes_at", "title"))
