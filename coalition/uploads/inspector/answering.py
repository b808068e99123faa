"""How a sealed process answers: a line of JSON, and then bytes. Whoever started it reads both as `sandbox` says."""

import json
import sys
from collections.abc import Callable

from coalition.uploads.inspector.verdict import Cause, Refused


def answer(work: Callable[[], tuple[str, int, bytes]]) -> None:
    """Write what `work` returns of a hostile file, its media type, its pages and bytes; or the cause of its refusal."""
    told: dict[str, object]
    content = b""
    try:
        media_type, pages, content = work()
        told = {"media_type": media_type, "pages": pages}
    except Refused as refusal:
        told = {"cause": refusal.cause.value}
    except (MemoryError, RecursionError):
        told = {"cause": Cause.TOO_COMPLEX.value}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)
    sys.stdout.buffer.flush()
