"""How often a resource is downloaded: one number for each resource and day, and nothing of who did.

No address, cookie, browser or hour is kept, no two downloads can be told to be the same person's, and only editors see
the sums. A document counts where it is really sent: not to a browser that asks whether its copy is still good, asks
for a further part, or fetches what nobody pressed yet, nor to a program that says it is one.
"""

import logging
import re
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from .models import Resource

PROGRAM = re.compile(r"bot|crawl|spider|slurp|preview|monitor", re.IGNORECASE)
ADD_ONE = """
INSERT INTO resources_download (resource_id, day, number) SELECT unnest(%s::bigint[]), %s, 1
ON CONFLICT (resource_id, day) DO UPDATE SET number = resources_download.number + 1
"""
logger = logging.getLogger(__name__)


def is_download(request: HttpRequest) -> bool:
    """Say whether this request begins a download that a person asked for. A published file never changes."""
    headers = request.headers
    purposes = f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')} {headers.get('X-Moz', '')}"
    return (
        request.method == "GET"
        and "prefetch" not in purposes
        and headers.get("Range", "bytes=0-").replace(" ", "").startswith("bytes=0-")
        and not {"If-None-Match", "If-Modified-Since"} & set(headers)
        and not PROGRAM.search(headers.get("User-Agent", ""))
    )


def count(document: Any, request: HttpRequest) -> None:
    """Add one to the day of each resource that has `document`, now or as an earlier version; two statements.

    A count that cannot be written is lost: the file is sent all the same.
    """
    if not is_download(request):
        return
    has_it = Q(pages__document=document) | Q(pages__versions__document=document)
    keys = sorted(set(Resource.objects.filter(has_it).values_list("pk", flat=True)))
    if not keys:
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ADD_ONE, [keys, timezone.localdate()])
    except DatabaseError as error:
        logger.warning("A download was not counted: %s", type(error).__name__)
