"""The address that harvesters ask, by GET or POST (OAI-PMH 2.0)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from lxml import etree

from coalition.mail import identity
from coalition.resources.models import HarvestRecord

from . import answers, asked, records
from .asked import ProtocolError, Window

AT_ONCE = 100  # records of one answer


@csrf_exempt  # it changes nothing, and programs ask by POST too
@require_http_methods(["GET", "HEAD", "POST"])
def harvest(request: HttpRequest) -> HttpResponse:
    """Answer a request of the protocol; what is wrong with it is an answer too, of status 200."""
    base, now = f"{settings.SITE_URL}{reverse('harvest')}", timezone.now()
    given = request.POST if request.method == "POST" else request.GET
    wanted: dict[str, str] = {}
    with override(settings.LANGUAGE_CODE):
        try:
            wanted = asked.arguments(given)
            root = answers.answer(base, wanted, now)
            ANSWERS[wanted["verb"]](root, wanted)
        except ProtocolError as found:
            root = answers.error(base, wanted, now, found)
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    response = HttpResponse(body, content_type="text/xml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response


def _identify(root: etree._Element, wanted: dict[str, str]) -> None:
    earliest = HarvestRecord.objects.aggregate(earliest=Min("datestamp"))["earliest"] or timezone.now()
    base = f"{settings.SITE_URL}{reverse('harvest')}"
    answers.identify(
        root, name=identity.names().site, base=base, mailbox=settings.CONTACT_ADDRESS, earliest=earliest
    )  # fmt: skip


def _formats(root: etree._Element, wanted: dict[str, str]) -> None:
    if "identifier" in wanted:
        _row(wanted["identifier"])
    answers.formats(root)


def _sets(root: etree._Element, wanted: dict[str, str]) -> None:
    if "resumptionToken" in wanted:
        raise ProtocolError("badResumptionToken", "The list of sets comes whole.")
    answers.sets(root, records.sets())


def _get(root: etree._Element, wanted: dict[str, str]) -> None:
    row = _row(wanted["identifier"])
    asked.check_prefix(wanted["metadataPrefix"])
    answers.record(root, records.read([row])[0])


def _row(identifier: str) -> HarvestRecord:
    local = identifier.removeprefix(records.prefix())
    row = HarvestRecord.objects.filter(local=local).first() if local != identifier else None
    if row is None:
        raise ProtocolError("idDoesNotExist", "There is no such record.")
    return row


def _list(root: etree._Element, wanted: dict[str, str]) -> None:
    verb, window = wanted["verb"], asked.window(wanted)
    rows = _within(window)
    size = rows.count()
    if window.after:
        at, key = datetime.fromisoformat(window.after[0]), window.after[1]
        rows = rows.filter(Q(datestamp__gt=at) | Q(datestamp=at, pk__gt=key))
    found = list(rows.order_by("datestamp", "pk")[: AT_ONCE + 1])
    if not found:
        code = "badResumptionToken" if window.after else "noRecordsMatch"
        raise ProtocolError(code, "No record is like that.")
    shown, token = found[:AT_ONCE], ""
    if len(found) > AT_ONCE:
        after = shown[-1].datestamp.isoformat(), shown[-1].pk
        token = window.token(verb=verb, after=after, cursor=window.cursor + len(shown))
    goes_on = answers.Continued(max(size, 1), window.cursor, token) if token or window.after else None
    answers.listed(root, verb, records.read(shown), goes_on)


def _within(window: Window) -> QuerySet[HarvestRecord]:
    rows = HarvestRecord.objects.all()
    if window.since:
        rows = rows.filter(datestamp__gte=window.since)
    if window.until:
        rows = rows.filter(datestamp__lt=window.until)
    if window.of_set:
        rows = rows.filter(sets__contains=[window.of_set])
    return rows


ANSWERS: dict[str, Any] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _get,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}
