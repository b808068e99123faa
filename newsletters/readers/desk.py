"""HTTP of the CMS about all readers: take their addresses out, end a subscription on request, see how they grow."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages

from coalition.privacy.fields import AddressField
from newsletters.readers import exporting, growth, permissions, requests

INDEX = "newsletter_readers:index"


class EndForm(forms.Form):
    """Whose subscription ends."""

    address = AddressField(label=gettext_lazy("Email address"), max_length=254)


def export(request: HttpRequest) -> HttpResponseBase:
    """Say what the file holds, and give it when asked by POST. Raises PermissionDenied."""
    if not permissions.may_export(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "newsletters/cms/export.html", _frame(_("Export readers"), "download"))
    exporting.note(by=request.user)
    answer = StreamingHttpResponse(exporting.rows(exporting.current()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="readers-{timezone.localdate()}.csv"'
    answer["Cache-Control"] = "no-store, private"
    return answer


def end(request: HttpRequest) -> HttpResponse:
    """End the newsletter of an address that is sent in the body; the answer is the same for each of them."""
    if not permissions.may_unsubscribe(request.user):
        raise PermissionDenied
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        requests.unsubscribe(address=form.cleaned_data["address"], by=request.user)
        messages.success(request, _("If this address read the newsletter, it no longer does."))
        return redirect(INDEX)
    context = {**_frame(_("Unsubscribe on request"), "cross"), "form": form}
    return render(request, "newsletters/cms/end.html", context)


def grow(request: HttpRequest) -> HttpResponse:
    """Show how many joined and left in each month. Raises PermissionDenied for who may see no reader."""
    if not request.user.has_perm("newsletters.view_reader"):
        raise PermissionDenied
    told = growth.months()
    context = {
        **_frame(_("Growth of the readership"), "history"),
        "months": list(reversed(told)),
        "chart": growth.chart(told, rtl=get_language_bidi()),
    }
    return render(request, "newsletters/cms/growth.html", context)


def _frame(title: str, icon: str) -> dict[str, Any]:
    return {
        "header_icon": icon,
        "header_title": title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse(INDEX), "label": _("Readers")},
            {"url": "", "label": title},
        ],
    }
