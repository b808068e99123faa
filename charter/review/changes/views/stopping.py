"""Behind the link that stops a request: what a town hall asked, until when it can be stopped, and one button.

A GET changes nothing: mail scanners open every link.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from charter.review import permissions
from charter.review.changes.models import StopLink
from charter.review.changes.services import cooling
from charter.signing.views.steps import form_page
from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page


@private_page
@form_page
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Show one request, and stop it when the button is pressed. A reviewer's link works while they are one."""
    rows = StopLink.behind(token).select_related("request__signature__government", "reviewer")
    link = rows.first()
    above = {"breadcrumb": breadcrumb("charter")}
    if link is None or (link.reviewer and not permissions.may_review(link.reviewer)):
        return render(request, "charter/signature/expired.html", above, status=404)
    if request.method == "POST":
        cooling.stop(request=link.request, side=link.side, reviewer=link.reviewer)
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
