"""The door for what a provider says of mails: bounces, complaints, who left. It is closed where no secret is set.

Whoever knocks gets the same answer, and what is believed is committed before it is given.
"""

import logging

from django.core.cache import cache
from django.db import Error, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.urls import URLPattern
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from coalition.mail.bounces import services as bounces
from coalition.mail.bounces import verp
from coalition.mail.bounces.models import BounceReport
from coalition.mail.bounces.verdicts import Verdict
from coalition.mail.incoming.models import Received

from . import believing, letters, saying

logger = logging.getLogger(__name__)

LARGEST = 1024 * 1024  # bytes
MOST = 2_000  # events of one request
NAME = "webhook"
QUIET = 60  # seconds between two lines of the log about what is not believed

urlpatterns: list[URLPattern] = []  # for who knocks at a closed door

Report = tuple[verp.Copy, Verdict, str]


@csrf_exempt
@cache_control(no_store=True)
def receive(request: HttpRequest) -> HttpResponse:
    """Take in what a provider says. Forged, old and repeated words change nothing, and the answer does not tell."""
    if not believing.is_open():
        request.urlconf = __name__  # no page is looked for in a language
        return HttpResponseNotFound()
    if request.method == "HEAD":  # some providers look whether the door is there
        return HttpResponse()
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST", "HEAD"])
    if _size(request) > LARGEST:
        return HttpResponse(status=413)
    try:
        events = believing.events_of(request)
        reports = [found for event in events[:MOST] if (found := _report(event))]
        digest = believing.digest_of(request, events)
    except Error:
        raise  # ours to mend: the provider tries again
    except Exception as error:
        if cache.add("mail-webhook-not-believed", True, QUIET):
            logger.warning("what came to the webhook was not believed, or not understood: %s", type(error).__name__)
        return HttpResponse()
    if reports:
        take(digest, reports)
    return HttpResponse()


@transaction.atomic
def take(digest: str, reports: list[Report]) -> bool:
    """Let `reports` count, once for each request of this `digest`; say whether they changed anything."""
    note, is_new = Received.objects.get_or_create(
        digest=digest, defaults={"reader": NAME, "outcome": Received.Outcome.IGNORED}
    )
    if not is_new:
        return False
    changed = [
        bounces.report_copy(copy, verdict=verdict, status=status, source=BounceReport.Source.WEBHOOK)
        for copy, verdict, status in sorted(reports, key=lambda one: (one[0].ledger, one[0].row))
    ]
    if any(changed):
        note.outcome = Received.Outcome.READ
        note.save(update_fields=["outcome"])
    return any(changed)


def _report(event: object) -> Report | None:
    """Return the copy that `event` is about, and what it says; None where it says nothing, or of no mail of ours."""
    metadata, tags = getattr(event, "metadata", None), getattr(event, "tags", None)
    said = [metadata.get(letters.COPY)] if isinstance(metadata, dict) else []
    said += tags if isinstance(tags, list) else []
    copy = next((found for one in said if isinstance(one, str) and (found := verp.read(one))), None)
    verdict, status = saying.verdict_of(event)
    return (copy, verdict, status) if copy and verdict is not Verdict.NOTHING else None


def _size(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return LARGEST + 1
