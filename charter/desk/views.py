"""The town hall's desk: one page behind one mailed link, and what is done there.

A GET changes nothing. What changes the signature needs the code that goes to the official mailbox each time.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from charter.followup.deliverables import OVER
from charter.followup.models import Evidence
from charter.followup.services import record_evidence
from charter.review import change_requests
from charter.review import group_members as membership
from charter.review.change_forms import FORMS, flow_of, typed
from charter.review.models import TownHallRequest
from charter.review.status import NoLongerPossible
from charter.signing import public_status
from charter.signing.associations import GroupMember
from charter.signing.forms import CodeForm
from charter.signing.models import DeskLink
from charter.signing.views import form_page
from charter.states import COOLED_CHANGES
from coalition.figures.entry_views import entry_page
from coalition.members.models import LocalGovernment
from coalition.pages.navigation import breadcrumb
from coalition.privacy import rate_limits
from coalition.privacy.decorators import private_page
from coalition.privacy.one_time_codes import typed_code
from coalition.privacy.storage import NO_ROOM, NoRoom
from coalition.resources.mechanisms import MechanismsIndexPage, propose

from .desk_page import deliverables, desk_context, entries_of
from .forms import DoneForm, FindSignatureForm, MechanismForm, MemberForm

LinkedView = Callable[..., HttpResponse]


@private_page
@form_page
def find(request: HttpRequest) -> HttpResponse:
    """Mail a link to the official mailbox of a signature. The answer is the same for every code."""
    form = FindSignatureForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        change_requests.mail_signature_link(code=typed_code(form.cleaned_data["code"]))
        return redirect("charter:desk_sent")
    return _page(request, "find", form=form)


@private_page
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    return _page(request, "sent")


@private_page
@require_safe
def links_closed(request: HttpRequest) -> HttpResponse:
    return _page(request, "closed")


def opened(view: LinkedView) -> LinkedView:
    """Give `view` the live link of the address, with what every page of the desk shows; answer 404 without one."""

    @wraps(view)
    def wrapper(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        live = DeskLink.behind(token) & DeskLink.objects.live(timezone.now())
        link = live.select_related(
            "signature__government", "signature__version", "change", "member__government"
        ).first()
        return view(request, link, token, **kwargs) if link else _page(request, "expired", status=404)

    return wrapper


def linked(view: LinkedView) -> LinkedView:
    """Give `view` the live link of a whole desk; one to a request, or to a question, leads to that alone."""

    @wraps(view)
    def wrapper(request: HttpRequest, link: DeskLink, token: str, **kwargs: Any) -> HttpResponse:
        if link.change or link.member:
            return redirect("charter:desk", token=token)
        return view(request, link, token, **kwargs)

    return opened(wrapper)


def coded(view: LinkedView) -> LinkedView:
    """Give `view` the live link of the address and the request whose code its reader types; else lead to the desk."""

    @wraps(view)
    def wrapper(request: HttpRequest, link: DeskLink, token: str) -> HttpResponse:
        asked = _waits_for_code(link)
        return view(request, link, token, asked) if asked else redirect("charter:desk", token=token)

    return opened(wrapper)


def _waits_for_code(link: DeskLink) -> TownHallRequest | None:
    if link.proves_mailbox:
        return TownHallRequest.objects.awaiting_mailbox(timezone.localdate()).filter(stop_links=link).first()
    if (typed_anew := link.requests.unconfirmed().first()) or link.to_contact or link.member:
        return typed_anew
    asked = link.change or TownHallRequest.objects.change_of(link.signature)
    return asked if asked and asked.awaits_proof else None


@private_page
@require_safe
@opened
def desk(request: HttpRequest, link: DeskLink, token: str) -> HttpResponse:
    """Show the desk; behind a link to one request, or to the question to one member, that alone."""
    if link.proves_mailbox and _waits_for_code(link):
        return redirect("charter:desk_confirm", token=token)
    if link.change:
        last_day = link.change.last_day_to_stop
        late = last_day is not None and last_day < timezone.localdate()
        return _page(request, "stop", link, token, asked=link.change, late=late)
    if link.member:
        return _member_page(request, link, link.member, token, _member_form(request, link.member))
    return _page(request, "desk", link, token, **desk_context(link))


@private_page
@require_POST
@opened
def stop(request: HttpRequest, link: DeskLink, token: str) -> HttpResponse:
    """Stop the request of the link or the one that waits, for a contact object to it; nothing has changed: no code."""
    side = TownHallRequest.Side.CONTACT if link.to_contact else TownHallRequest.Side.MAILBOX
    asked = link.change or (None if link.member else TownHallRequest.objects.change_of(link.signature))
    if asked:
        change_requests.stop_request(request=asked, side=side)
    return redirect("charter:desk", token=token)


@private_page
@require_POST
@opened
def answer(request: HttpRequest, link: DeskLink, token: str) -> HttpResponse:
    """Keep what a member answers its association: yes or no by one press, or by what it says yes."""
    if link.member is None:
        return redirect("charter:desk", token=token)
    said = request.POST.get("answer")
    if said in GroupMember.Answer:
        with suppress(NoLongerPossible):  # the page says how it stands
            (membership.say_yes if said == GroupMember.Answer.YES else membership.answer_no)(member=link.member)
        return redirect("charter:desk", token=token)
    form = _member_form(request, link.member)
    if form.is_valid():
        answers = form.cleaned_data
        act = {name: answers[name] for name in ACT}
        try:
            with suppress(NoLongerPossible):
                membership.answer_yes(member=link.member, basis=answers["basis"], act=act, act_file=answers["act_file"])
        except NoRoom:
            form.add_error("act_file", NO_ROOM)
        else:
            return redirect("charter:desk", token=token)
    return _member_page(request, link, link.member, token, form)


@private_page
@form_page
@linked
def done(request: HttpRequest, link: DeskLink, token: str, deliverable: str) -> HttpResponse:
    """Keep what shows that a deliverable is done; no code is needed, for an editor reads it before it counts."""
    rows = {row.deliverable: row for row in deliverables(link.signature, timezone.localdate())}
    if deliverable not in rows:
        raise Http404
    row, place = rows[deliverable], f"{reverse('charter:desk', args=[token])}#deliverable-{deliverable}"
    if row.status in OVER:
        return redirect(place)
    posted = request.method == "POST"
    form = DoneForm(request.POST if posted else None, request.FILES if posted else None, request=request)
    if posted and form.is_valid():
        source, language = Evidence.Source.TOWN_HALL, get_language() or link.signature.language
        try:
            record_evidence(commitment=row, source=source, language=language, **form.cleaned_data)
        except NoRoom:
            form.add_error("file", NO_ROOM)
        else:
            return redirect(place)
    return _page(request, "deliverable", link, token, form=form, row=row)


@private_page
@form_page
@linked
def numbers(request: HttpRequest, link: DeskLink, token: str, year: int) -> HttpResponse:
    """Take the numbers of a year of this town hall, and of no other; two people read them before they count."""
    entry = get_object_or_404(entries_of(link.signature), year=year)
    return entry_page(request, entry, back=reverse("charter:desk", args=[token]), breadcrumb=breadcrumb("charter"))


@private_page
@form_page
@linked
def mechanism(request: HttpRequest, link: DeskLink, token: str) -> HttpResponse:
    """Take a protection mechanism that the town hall proposes: it becomes a draft that editors read."""
    language = get_language() or link.signature.language
    get_object_or_404(MechanismsIndexPage.objects.live(), locale__language_code=language)
    form = MechanismForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("title", "summary", "runs", "since", "url")}
        government = cast(LocalGovernment, link.signature.government)  # a published signature has its own
        propose(government=government, language=language, **typed)
        return redirect(f"{request.path}?sent")
    return _page(request, "mechanism", link, token, form=form, sent="sent" in request.GET)


@private_page
@form_page
@linked
def change(request: HttpRequest, link: DeskLink, token: str, action: str) -> HttpResponse:
    """Take the answers of one action, and mail the code that confirms it."""
    if action not in FORMS:
        raise Http404
    if action not in change_requests.possible_actions(link.signature):
        return redirect("charter:desk", token=token)
    posted = request.method == "POST"
    form = FORMS[action](
        request.POST if posted else None,
        request.FILES if posted else None,
        request=request,
        signature=link.signature,
    )
    if posted and form.is_valid():
        answers = {name: form.cleaned_data[name] for name in form.kept if name in form.cleaned_data}
        act_file = form.cleaned_data.get("act_file")
        try:
            change_requests.prepare_request(link=link, action=action, answers=answers, act_file=act_file)
        except NoLongerPossible:
            return redirect("charter:desk", token=token)
        except NoRoom:
            form.add_error("act_file", NO_ROOM)
        else:
            return redirect("charter:desk_confirm", token=token)
    context: dict[str, Any] = {"form": form, "cooled": action in COOLED_CHANGES}
    return _page(request, "action", link, token, action=TownHallRequest.Action(action), **context)


@private_page
@form_page
@coded
def confirm(request: HttpRequest, link: DeskLink, token: str, asked: TownHallRequest) -> HttpResponse:
    """Take the code of what was asked. Who proves a new official mailbox by it comes to a desk of its own."""
    form = CodeForm(request.POST if request.method == "POST" else None, request=request, signature=link.signature)
    if request.method == "POST" and form.is_valid():
        try:
            if change_requests.confirm_request(request=asked, code=form.cleaned_data["code"]):
                own = DeskLink.issue(signature=link.signature) if link.proves_mailbox else token
                return redirect("charter:desk", token=own)
        except NoLongerPossible:
            return redirect("charter:desk", token=token)
        form.add_error("code", _("This code is wrong or has expired. Check the digits, or ask for a new one."))
    action = TownHallRequest.Action(asked.action)
    return _page(request, "confirm", link, token, form=form, action=action, asked=asked, lines=typed(asked))


@private_page
@require_POST
@coded
def mail_code_again(request: HttpRequest, link: DeskLink, token: str, asked: TownHallRequest) -> HttpResponse:
    """Mail a fresh code for what was asked; too many are left unsent."""
    try:
        rate_limits.check(scope="code", request=request, flow=flow_of(link.signature))
    except rate_limits.RateLimited:
        return _page(request, "too_many", link, token, status=429)
    change_requests.mail_change_code(request=asked)
    return redirect("charter:desk_confirm", token=token)


@private_page
@require_POST
@linked
def close_links(request: HttpRequest, link: DeskLink, token: str) -> HttpResponse:
    change_requests.revoke_links(signature=link.signature)
    return redirect("charter:desk_closed")


def _page(
    request: HttpRequest,
    name: str,
    link: DeskLink | None = None,
    token: str = "",
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {"link": link, "signature": link and link.signature, "token": token, "breadcrumb": breadcrumb("charter")}
    return render(request, f"charter/desk/{name}.html", context, status=status)


ACT = ("act_body", "act_number", "act_date")


def _member_form(request: HttpRequest, member: GroupMember) -> MemberForm:
    posted = request.method == "POST"
    return MemberForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        request=request,
        has_file=bool(member.act_file_sha256),
        initial={name: getattr(member, name) for name in ("basis", *ACT)},
    )


def _member_page(
    request: HttpRequest, link: DeskLink, member: GroupMember, token: str, form: MemberForm
) -> HttpResponse:
    is_open = membership.may_answer(link.signature) and not member.is_counted
    text = public_status.signed_text(link.signature)
    return _page(request, "member", link, token, form=form, member=member, is_open=is_open, text=text)
