"""Behind the link of a member of an association: what it is asked, and its answer. A GET changes nothing."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from charter.review.members import services as membership
from charter.review.members.forms import MemberForm
from charter.review.status.services import NoLongerPossible
from charter.signing import standing
from charter.signing.groups.models import GroupMember, MemberLink
from charter.signing.views.steps import form_page
from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page
from coalition.privacy.storage import NO_ROOM, NoRoom

ACT = ("act_body", "act_number", "act_date")


@private_page
@form_page
def answer(request: HttpRequest, token: str) -> HttpResponse:
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
        "text": standing.signed_text(member.signature),
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
