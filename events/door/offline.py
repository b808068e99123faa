"""What a device needs without a network, and what it sends once there is one again."""

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.views.decorators.http import require_POST, require_safe

from coalition.pages.views import text_of, worker_script

from . import lists, services
from .models import Door, first_in_words
from .pages import at_door
from .services import Device, Outcome, Sent

MOST_ROWS = 200  # in one upload
FOLDER = "events/door/"
MODULES = ("camera.js", "door.js", "list.js", "store.js", "talk.js", "qr/decode.js", "qr/index.js")


@require_safe
@at_door
def door_list(request: HttpRequest, door: Door, device: Device) -> HttpResponse:
    """Give this device a new list, and the token that its uploads need."""
    return JsonResponse(
        {**lists.issue(door=door, device=device), "csrf": get_token(request), "count": services.in_words(door.event)}
    )


@require_POST
@at_door
def upload(request: HttpRequest, door: Door, device: Device) -> HttpResponse:
    """Merge what this device kept; the same rows may come again. Answers what each means by all that is known now."""
    try:
        sent = json.loads(request.body)
        head = lists.check(sent["head"], sent["signature"], door=door, device=device)
        known = lists.registrations_by_digest(door, head.list)
        rows = [_sent(row, known) for row in sent["rows"][:MOST_ROWS]]
        clock = _moment(sent["clock"])
    except (lists.BadList, KeyError, TypeError, ValueError, AttributeError) as error:
        return JsonResponse({"refused": type(error).__name__}, status=400)
    told = services.merge(door=door, device=device, by=request.user, rows=rows, clock_of=clock)
    answers = {str(number): _told(outcome) for number, outcome in told.items()}
    return JsonResponse({"rows": answers, "count": services.in_words(door.event)})


def _sent(row: dict[str, Any], known: dict[str, Any]) -> Sent:
    undoes = UUID(row["undoes"]) if row.get("undoes") else None
    return Sent(UUID(row["number"]), known.get(row["digest"]), _moment(row["moment"]), undoes)


def _moment(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    if found.tzinfo is None:
        raise ValueError("A moment has its offset.")
    return found


def _told(outcome: Outcome) -> dict[str, str]:
    who = outcome.registration
    return {
        "answer": outcome.answer,
        "name": who.name if who else "",
        "seats": str(who.category) if who else "",
        "first": first_in_words(outcome.first) if outcome.first else "",
    }


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker: its file, before it what it keeps, and a version that changes with any of that.

    It stands in the folder of the doors, so that it can serve no other address (Service Workers, "scope").
    """
    code = worker_script(f"{FOLDER}worker.js")
    kept = [static("css/site.css"), static("events/door/door.css"), static("img/mark.svg"), *modules()]
    parts = [code, *kept, *(text_of(f"{FOLDER}{name}") for name in (*MODULES, "door.css"))]
    version = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    head = f"const VERSION = {json.dumps(version)};\nconst KEPT = {json.dumps(kept)};\n"
    response = HttpResponse(head + code, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def modules() -> list[str]:
    plain = static(f"{FOLDER}door.js").rpartition("/")[0]
    return sorted({static(f"{FOLDER}{name}") for name in MODULES} | {f"{plain}/{name}" for name in MODULES})
