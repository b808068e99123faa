"""The town hall's own page of its published signature: found by a mailed link, changed by a typed code.

A GET changes nothing, and neither does a form alone: the code goes to the official mailbox each time.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from charter.followup.profile import Open, open_commitments
from charter.signing import public_status
from charter.signing.associations import GroupMember, MemberLink
from charter.signing.models import Signature
from charter.signing.views import form_page
from charter.states import COOLED_CHANGES, State
from coalition.pages.navigation import breadcrumb
from coalition.privacy import rate_limits, secret_links
from coalition.privacy.decorators import private_page
from coalition.privacy.one_time_codes import typed_code
from coalition.privacy.storage import NO_ROOM, NoRoom

from . import change_requests, permissions
from . import group_members as membership
from .models import SignatureLink, StopLink, TownHallRequest
from .status import NoLongerPossible
from .town_hall_forms import FIELDS, FORMS, ChangeCodeForm, FindSignatureForm, MemberForm, flow_of, typed

LinkedView = Callable[..., HttpResponse]


@private_page
@form_page
def find_signature(request: HttpRequest) -> HttpResponse:
    """Mail a link to the official mailbox of a signature. The answer is the same for every code."""
    form = FindSignatureForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        change_requests.mail_signature_link(code=typed_code(form.cleaned_data["code"]))
        return redirect("charter:signature_sent")
    return _page(request, "find", form=form)


@private_page
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    return _page(request, "sent")


def linked(view: LinkedView) -> LinkedView:
    """Give `view` the live link of the address instead of its token; answer 404 when it opens nothing."""

    @wraps(view)
    def wrapper(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        links = SignatureLink.objects.live(timezone.now()).filter(digest=secret_links.digest(token))
        link = links.select_related("signature__government", "signature__version").first()
        if link is None:
            return _page(request, "expired", status=404)
        return view(request, link, token, **kwargs)

    return wrapper


@private_page
@require_safe
@linked
def signature_overview(request: HttpRequest, link: SignatureLink, token: str) -> HttpResponse:
    """Show where the signature stands, and what the town hall may do. Mail scanners may read it."""
    signature = link.signature
    return _page(
        request,
        "overview",
        link,
        token,
        standing=public_status.status(signature),
        actions=change_requests.possible_actions(signature),
        act_waits=signature.is_ad_referendum and signature.has_act,
        asked=TownHallRequest.objects.change_of(signature),
        to_do=_to_do(signature),
    )


@private_page
@form_page
@linked
def signature_action(request: HttpRequest, link: SignatureLink, token: str, action: str) -> HttpResponse:
    """Take the answers of one action, and mail the code that confirms it."""
    if action not in FORMS:
        raise Http404
    if action not in change_requests.possible_actions(link.signature):
        return redirect("charter:signature", token=token)
    posted = request.method == "POST"
    form = FORMS[action](
        request.POST if posted else None,
        request.FILES if posted else None,
        request=request,
        signature=link.signature,
        initial={} if posted else {"language": link.signature.language, "effective_on": timezone.localdate()},
    )
    if posted and form.is_valid():
        answers = {name: form.cleaned_data[name] for name in FIELDS[action]}
        act_file = form.cleaned_data.get("act_file")
        try:
            change_requests.prepare_request(link=link, action=action, answers=answers, act_file=act_file)
        except NoLongerPossible:
            return redirect("charter:signature", token=token)
        except NoRoom:
            form.add_error("act_file", NO_ROOM)
        else:
            return redirect("charter:signature_confirm", token=token)
    return _page(
        request,
        "action",
        link,
        token,
        form=form,
        action=TownHallRequest.Action(action),
        cooled=action in COOLED_CHANGES,
    )


@private_page
@form_page
@linked
def confirm_action(request: HttpRequest, link: SignatureLink, token: str) -> HttpResponse:
    asked = link.requests.unconfirmed().first()
    if asked is None:
        return redirect("charter:signature", token=token)
    form = ChangeCodeForm(request.POST if request.method == "POST" else None, request=request, signature=link.signature)
    if request.method == "POST" and form.is_valid():
        try:
            if change_requests.confirm_request(request=asked, code=form.cleaned_data["code"]):
                return redirect("charter:signature_done", token=token, action=asked.action)
        except NoLongerPossible:
            return redirect("charter:signature", token=token)
        form.add_error("code", _("This code is wrong or has expired. Check the digits, or ask for a new one."))
    action = TownHallRequest.Action(asked.action)
    return _page(request, "confirm", link, token, form=form, action=action, asked=asked, lines=typed(asked))


@private_page
@require_POST
@linked
def mail_code_again(request: HttpRequest, link: SignatureLink, token: str) -> HttpResponse:
    """Mail a fresh code for what was asked; too many are left unsent."""
    asked = link.requests.unconfirmed().first()
    if asked is None:
        return redirect("charter:signature", token=token)
    try:
        rate_limits.check(scope="code", request=request, flow=flow_of(link.signature))
    except rate_limits.RateLimited:
        return _page(request, "too_many", link, token, status=429)
    change_requests.mail_change_code(request=asked)
    return redirect("charter:signature_confirm", token=token)


@private_page
@require_POST
@linked
def take_back(request: HttpRequest, link: SignatureLink, token: str) -> HttpResponse:
    """Forget what was asked and not decided: everything stays as it is, so no code is needed."""
    change_requests.take_back(link=link)
    return redirect("charter:signature", token=token)


@private_page
@require_safe
@linked
def action_done(request: HttpRequest, link: SignatureLink, token: str, action: str) -> HttpResponse:
    if action not in FORMS:
        raise Http404
    return _page(request, "done", link, token, action=action, asked=TownHallRequest.objects.change_of(link.signature))


@private_page
@require_POST
@linked
def close_links(request: HttpRequest, link: SignatureLink, token: str) -> HttpResponse:
    change_requests.revoke_links(signature=link.signature)
    return redirect("charter:signature_closed")


@private_page
@require_safe
def links_closed(request: HttpRequest) -> HttpResponse:
    return _page(request, "closed")


def _to_do(signature: Signature) -> list[Open]:
    if signature.government is None or signature.state != State.SIGNED:
        return []
    return open_commitments(government=signature.government, language=signature.language)


def _page(
    request: HttpRequest,
    name: str,
    link: SignatureLink | None = None,
    token: str = "",
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {"link": link, "signature": link and link.signature, "token": token, "breadcrumb": breadcrumb("charter")}
    return render(request, f"charter/signature/{name}.html", context, status=status)


@private_page
@form_page
def stop_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show one request, and stop it when the button is pressed. A reviewer's link works while they are one."""
    rows = StopLink.behind(token).select_related("request__signature__government", "reviewer")
    link = rows.first()
    above = {"breadcrumb": breadcrumb("charter")}
    if link is None or (link.reviewer and not permissions.may_review(link.reviewer)):
        return render(request, "charter/signature/expired.html", above, status=404)
    if request.method == "POST":
        change_requests.stop_request(request=link.request, side=link.side, reviewer=link.reviewer)
        return redirect("charter:stop_request", token=token)
    context = {
        "asked": link.request,
        "signature": link.request.signature,
        "for_reviewer": link.reviewer is not None,
        "late": link.request.last_day_to_stop and link.request.last_day_to_stop < timezone.localdate(),
        "token": token,
        **above,
    }
    return render(request, "charter/signature/stop.html", context)


ACT = ("act_body", "act_number", "act_date")


@private_page
@form_page
def member_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask one member whether it signs with its association, and keep its answer until a reviewer accepts it."""
    links = MemberLink.behind(token).select_related("member__government", "member__signature__government")
    link = links.first()
    above = {"breadcrumb": breadcrumb("charter")}
    if link is None:
        return render(request, "charter/signature/expired.html", above, status=404)
    member = link.member
    posted = request.method == "POST"
    form = MemberForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        request=request,
        has_file=bool(member.act_file_sha256),
        initial=_former_answer(member),
    )
    if posted and form.is_valid():
        try:
            with suppress(NoLongerPossible):  # the page says how it stands
                _keep(member, form)
        except NoRoom:
            form.add_error("act_file", NO_ROOM)
        else:
            return redirect("charter:member_answer", token=token)
    context = {
        "form": form,
        "member": member,
        "signature": member.signature,
        "is_open": membership.may_answer(member.signature) and not member.is_counted,
        "text": public_status.signed_text(member.signature),
        "token": token,
        **above,
    }
    return render(request, "charter/signature/member.html", context)


def _keep(member: GroupMember, form: MemberForm) -> None:
    answers = form.cleaned_data
    if answers["answer"] == MemberForm.NO:
        membership.answer_no(member=member)
        return
    act = {name: answers[name] for name in ACT}
    membership.answer_yes(member=member, basis=answers["answer"], act=act, act_file=answers["act_file"])


def _former_answer(member: GroupMember) -> dict[str, object]:
    answer = member.basis if member.answer == GroupMember.Answer.YES else member.answer
    return {"answer": answer, **{name: getattr(member, name) for name in ACT}}
