"""The decision in the CMS, in two steps: what is typed is shown before it goes out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.calls import permissions
from coalition.calls.deciding import services
from coalition.calls.deciding.forms import ACCEPT, DecisionForm
from coalition.calls.models import Proposal
from coalition.calls.proposing.views import form_page
from coalition.calls.reading import services as reading
from coalition.calls.reading import standing
from coalition.calls.reading.views import found_proposal
from coalition.calls.states import State


def may_decide_on(proposal: Proposal, user: Any) -> bool:
    """Say whether `user` decides on `proposal` (with its readings): never who read it, or declared a conflict."""
    involved = standing.own_reading(proposal, user) or standing.has_conflict(proposal, user)
    return permissions.may_decide(user) and not involved


@form_page
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = found_proposal(pk)
    if not may_decide_on(proposal, request.user):
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "confirm" in request.POST:
            return _decided(request, proposal, form)
        if "change" not in request.POST:
            accepts = form.cleaned_data["decision"] == ACCEPT
            return render(request, "calls/cms/confirm.html", {"proposal": proposal, "form": form, "accepts": accepts})
    return render(request, "calls/cms/decide.html", {"proposal": proposal, "form": form})


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
    ready = proposal.state == State.UNDER_REVIEW and standing.standing_of(proposal).is_complete
    page = proposal.page
    return {
        "decide_url": reverse("calls_proposals:decide", args=[proposal.pk])
        if ready and may_decide_on(proposal, user)
        else "",
        "page_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else "",
    }
