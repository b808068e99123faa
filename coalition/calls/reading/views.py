"""The readers' pages in the CMS. Every one asks `visible` what it may show; a GET changes nothing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from coalition.calls import permissions
from coalition.calls.models import Call, Proposal
from coalition.calls.proposing.answers import answers
from coalition.calls.proposing.views import form_page
from coalition.calls.reading import services, standing
from coalition.calls.reading.forms import MarksForm
from coalition.calls.states import WAITING
from coalition.users.waiting import Waiting


def found_proposal(pk: int) -> Proposal:
    found: Proposal = get_object_or_404(standing.with_readings(Proposal.objects.handed_in()), pk=pk)
    return found


def to_proposal(proposal: Proposal) -> HttpResponse:
    return redirect("calls_proposals:inspect", proposal.pk)


@form_page
def marks(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the proposal with the form of the marks to the person who was asked, or keep their marks."""
    proposal = found_proposal(pk)
    own = standing.own_reading(proposal, request.user)
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
    context = {"proposal": proposal, "form": form, "answers": answers(proposal), "again": own.given_at is not None}
    return render(request, "calls/cms/marks.html", context)


@require_POST
def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = found_proposal(pk)
    if not permissions.may_read(request.user):
        raise PermissionDenied
    try:
        services.declare_conflict(proposal=proposal, person=request.user)
    except services.Decided:
        messages.error(request, _("This proposal was decided or withdrawn."))
    else:
        messages.success(request, _("Noted. You will not be asked to read this proposal."))
    return to_proposal(proposal)


@require_POST
def third(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = found_proposal(pk)
    if not permissions.may_decide(request.user) or standing.has_conflict(proposal, request.user):
        raise PermissionDenied
    try:
        if request.POST.get("decision") == "waive":
            services.waive_third(proposal=proposal, by=request.user)
        else:
            services.ask_third(proposal=proposal, by=request.user)
    except services.NoThirdNeeded:
        messages.error(request, _("No third reader is needed any more."))
    except services.NoReader:
        messages.error(request, _("Nobody is left who may read this proposal."))
    except services.Decided:
        messages.error(request, _("This proposal was decided or withdrawn."))
    return to_proposal(proposal)


@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    call = get_object_or_404(Call, pk=pk)
    short = services.share_out(call=call, by=request.user)
    if short:
        words = ngettext(
            "%(count)d proposal still has too few readers: give more people the permission to read.",
            "%(count)d proposals still have too few readers: give more people the permission to read.",
            short,
        )
        messages.warning(request, words % {"count": short})
    else:
        messages.success(request, _("Every proposal has its readers."))
    return redirect("calls_proposals:ranking", call.pk)


@require_safe
def ranking(request: HttpRequest, pk: int) -> HttpResponse:
    """List the proposals of a call that are judged completely, the highest mean first."""
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    call = get_object_or_404(Call, pk=pk)
    rows, waiting_rows = ranked(call, request.user)
    return render(request, "calls/cms/ranking.html", {"call": call, "rows": rows, "waiting": waiting_rows})


def ranked(call: Call, user: Any) -> tuple[list[tuple[Proposal, standing.Standing]], int]:
    """Return the complete proposals of `call` whose marks `user` may see, and how many others are not decided."""
    found = list(standing.with_readings(Proposal.objects.handed_in().filter(call=call)))
    rows = [(row, standing.standing_of(row)) for row in found if standing.visible_readings(row, user)]
    complete = [(row, stands) for row, stands in rows if stands.is_complete]
    complete.sort(key=lambda pair: (-(pair[1].mean or 0), pair[0].pk))
    shown = {row.pk for row, _stands in complete}
    return complete, sum(row.pk not in shown and row.state in WAITING for row in found)


def judgement(proposal: Proposal, user: Any) -> dict[str, Any]:
    """Return what the page of `proposal` (with its readings) says of its judgement to `user`."""
    own = standing.own_reading(proposal, user)
    conflicted = standing.has_conflict(proposal, user)
    decides = permissions.may_decide(user) and not conflicted and (own is None or own.given_at is not None)
    stands = standing.standing_of(proposal)
    readings = standing.visible_readings(proposal, user)
    return {
        "own": own,
        "readings": [(one, standing.weighted_mean([one])) for one in readings],
        "standing": stands,
        "shows_mean": bool(readings) and stands.is_complete,
        "may_declare": permissions.may_read(user) and not conflicted and proposal.state in WAITING,
        "conflicted": conflicted,
        "third_url": reverse("calls_proposals:third", args=[proposal.pk]) if decides and stands.needs_third else "",
    }


def waiting(user: Any) -> list[Waiting]:
    """Return the proposals that wait for the marks of `user`. One query."""
    if not permissions.may_read(user):
        return []
    rows = Proposal.objects.filter(state__in=WAITING, readings__reader=user.pk, readings__given_at=None)
    since = list(rows.order_by("readings__asked_at").values_list("readings__asked_at", flat=True))
    url = reverse("calls_proposals:index")
    return [Waiting(_("Proposals to read"), len(since), url, since=since[0] if since else None)]
