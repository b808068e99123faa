"""HTTP of the CMS about all readers: take their addresses out, end a subscription on request, see how they grow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log

from coalition import dates
from coalition.members.open_data import csv_lines
from coalition.pages.charts import column_chart
from coalition.privacy import discretion
from coalition.privacy.fields import AddressField
from newsletters.readers import services
from newsletters.readers.models import Reader
from newsletters.readers.services import PURPOSE

INDEX = "newsletter_readers:index"
EXPORTED = "newsletters.export_readers"  # the action in the site history
CHUNK = 2000
COLUMNS = ("email", "language", "themes", "frequency", "confirmed")


class EndForm(forms.Form):
    address = AddressField(label=gettext_lazy("Email address"), max_length=254)


def export(request: HttpRequest) -> HttpResponseBase:
    """Say what the file holds, and give it when asked by POST. Raises PermissionDenied."""
    if not request.user.has_perm("newsletters.export_reader"):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "newsletters/cms/export.html", _frame("download", _("Export readers")))
    log(instance=request.user, action=EXPORTED, user=request.user, title=Truncator(str(request.user)).chars(200))
    answer = StreamingHttpResponse(exported(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="readers-{timezone.localdate()}.csv"'
    answer["Cache-Control"] = "no-store, private"
    return answer


def exported() -> Iterator[str]:
    """Return the lines of a CSV file of those who are sent editions, with its headings first.

    The file says of nobody that they asked for discretion, and has no address of theirs, wherever they asked: whoever
    is written to by another program is not written to discreetly.
    """
    yield "\ufeff"
    yield from csv_lines(list(COLUMNS), _records())


def _records() -> Iterator[dict[str, Any]]:
    told = Reader.objects.to_write_to().filter(discreet=False)
    told = told.only("email", "language", "themes", "frequency", "confirmed_at")
    for chunk in batched(told.order_by("pk").iterator(chunk_size=CHUNK), CHUNK):
        elsewhere = discretion.discreet_among(row.email for row in chunk)
        for row in chunk:
            if row.email not in elsewhere:
                facts = (row.email, row.language, row.themes, row.frequency)
                yield dict(zip(COLUMNS, (*facts, f"{timezone.localdate(row.confirmed_at)}"), strict=True))


def end(request: HttpRequest) -> HttpResponse:
    """End the newsletter of an address that is sent in the body; the answer is the same for each of them."""
    if not request.user.has_perm("newsletters.unsubscribe_reader"):
        raise PermissionDenied
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.unsubscribe_on_request(address=form.cleaned_data["address"], by=request.user)
        messages.success(request, _("If this address read the newsletter, it no longer does."))
        return redirect(INDEX)
    context = {**_frame("cross", _("Unsubscribe on request")), "form": form}
    return render(request, "newsletters/cms/end.html", context)


def grow(request: HttpRequest) -> HttpResponse:
    """Show how many joined and left in each month. Raises PermissionDenied for who may see no reader."""
    if not request.user.has_perm("newsletters.view_reader"):
        raise PermissionDenied
    told = months()
    rows = [(dates.month(month.first, short=True), month.total) for month in told]
    chart = column_chart(rows, top_figure=str(max(month.total for month in told)), rtl=get_language_bidi())
    context = {**_frame("history", _("Growth of the readership")), "months": list(reversed(told)), "chart": chart}
    return render(request, "newsletters/cms/growth.html", context)


def _frame(icon: str, title: str) -> dict[str, Any]:
    return frame(icon, title, (INDEX, _("Readers")))


def frame(icon: str, title: str, *above: tuple[str, str]) -> dict[str, Any]:
    """Return the head of a CMS page: its icon and title, and the way to it by pages `above` (name, title)."""
    way = [("wagtailadmin_home", _("Home")), *above]
    breadcrumbs = [{"url": reverse(name), "label": label} for name, label in way]
    return {
        "header_icon": icon,
        "header_title": title,
        "breadcrumbs_items": [*breadcrumbs, {"url": "", "label": title}],
    }


MONTHS = 24
# A line joins if nothing stood before it, and leaves if something did. A move is both and counts as neither, unless who
# moves reads at the new address already: that makes two readers one.
LINES = """
WITH line AS (
    SELECT recorded_at, kind = 'withdrawn' AS ends,
           kind = 'changed' AS moves, lag(kind) OVER (PARTITION BY subject_digest ORDER BY recorded_at, id) AS before
    FROM privacy_consent WHERE purpose = %s
)
SELECT date_trunc('month', recorded_at AT TIME ZONE %s)::date AS month,
       count(*) FILTER (WHERE NOT ends AND NOT moves AND coalesce(before, 'withdrawn') = 'withdrawn'),
       count(*) FILTER (WHERE ends AND before <> 'withdrawn')
         - count(*) FILTER (WHERE moves AND coalesce(before, 'withdrawn') = 'withdrawn')
FROM line GROUP BY month ORDER BY month
"""


@dataclass(frozen=True)
class Month:
    """One month: its first day, who joined, who left, and how many there were at its end."""

    first: date
    joined: int
    left: int
    total: int

    @property
    def name(self) -> str:
        return dates.month(self.first)


def months() -> list[Month]:
    """Return the last MONTHS months with this one, the oldest first. One query."""
    zone = timezone.get_current_timezone_name()
    with connection.cursor() as cursor:
        cursor.execute(LINES, [PURPOSE, zone])
        found = {month: (joined, left) for month, joined, left in cursor.fetchall()}
    this = timezone.localdate().replace(day=1)
    first = this.year * 12 + this.month - MONTHS
    wanted = [this.replace(year=number // 12, month=number % 12 + 1) for number in range(first, first + MONTHS)]
    total = sum(joined - left for month, (joined, left) in found.items() if month < wanted[0])
    told = []
    for month in wanted:
        joined, left = found.get(month, (0, 0))
        total += joined - left
        told.append(Month(month, joined, left, total))
    return told
