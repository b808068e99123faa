"""What a report tells of an error: its class, where it was raised, and of its message the words that stand in the code.

A message is made of the code's own words and of data, and data are names, addresses, answers. Both are told apart by
the function that raised it: what stands in its constants was written by who wrote the code. Everything else becomes
[…]; the log line with the same request_id has it whole.
"""

import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import PurePath
from types import CodeType, TracebackType
from typing import Any

import psycopg
from django.conf import settings
from django.db import DatabaseError

from coalition.logs import mask, safe_message

LEFT_OUT = "[…]"
LONGEST = 500  # characters of a message
ERRORS = 10  # of a chain
FRAMES = 60  # of each, the innermost
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[sdrfgxi%]|\{[^{}]*\}")
EDGES = re.compile(r"^\W+|\W+$")
DATA = re.compile(r"\S(?:.*\S)?", re.DOTALL)
QUOTED = re.compile(r"\"[^\"]*\"|«[^»]*»|'[^']*'|„[^“]*“")
# Classes of SQLSTATE whose messages are words of PostgreSQL around names of tables and constraints. What others say,
# such as those of wrong data (22), of faulty statements (42) and of our own triggers (P0), may hold values.
WORDS_ALONE = ("08", "23", "40", "53", "55", "57")


def told(error: BaseException) -> list[dict[str, Any]]:
    """Return what a report says of `error`, after what led to it, as Sentry's protocol wants it."""
    chain: list[BaseException] = []
    here: BaseException | None = error
    while here is not None and all(here is not one for one in chain) and len(chain) < ERRORS:
        chain.append(here)
        here = here.__cause__ or (None if here.__suppress_context__ else here.__context__)
    return [
        {
            "type": type(one).__qualname__,
            "module": type(one).__module__,
            "value": message(one),
            "stacktrace": {"frames": list(frames(one.__traceback__))},
        }
        for one in reversed(chain)
    ]


def message(error: BaseException) -> str:
    """Return of what `error` says the words that stand in the code, or that PostgreSQL has for every row alike."""
    if isinstance(error, DatabaseError | psycopg.Error):
        return _of_database(error)[:LONGEST]
    code = innermost(error.__traceback__)
    text = mask(safe_message(error))[: 4 * LONGEST]
    return kept(text, fragments(code) if code else ())[:LONGEST]


def _of_database(error: BaseException) -> str:
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    if not isinstance(cause, psycopg.Error):
        return LEFT_OUT
    state = cause.sqlstate or ""
    if state and not state.startswith(WORDS_ALONE):
        return state
    named = {cause.diag.constraint_name, cause.diag.table_name, cause.diag.column_name}
    text = QUOTED.sub(lambda quoted: quoted[0] if quoted[0][1:-1] in named else LEFT_OUT, mask(safe_message(error)))
    return f"{state} {text}".strip()


def innermost(trace: TracebackType | None) -> CodeType | None:
    """Return the function that raised what has this traceback."""
    code = None
    for frame, _line in traceback.walk_tb(trace):
        code = frame.f_code
    return code


def fragments(code: CodeType) -> set[str]:
    """Return the texts among the constants of `code`, parted where values are filled in."""
    parts = (EDGES.sub("", part) for text in _texts(code.co_consts) for part in PLACEHOLDER.split(text))
    return {part for part in parts if len(part) > 1}


def _texts(constants: Iterable[Any]) -> Iterator[str]:
    for constant in constants:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, tuple | frozenset):
            yield from _texts(constant)


def kept(text: str, words: Iterable[str]) -> str:
    """Return `text` with all but whole `words` left out."""
    shown = bytearray(len(text))
    for part in words:
        for found in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text):
            shown[found.start() : found.end()] = b"\1" * len(part)
    result = ""
    for is_shown, places in groupby(range(len(text)), shown.__getitem__):
        run = "".join(text[at] for at in places)
        result += run if is_shown or not re.search(r"\w", run) else DATA.sub(LEFT_OUT, run)
    return result


def frames(trace: TracebackType | None) -> Iterator[dict[str, Any]]:
    """Yield where the code went until the error, outermost first: file, function, line, and no variable."""
    for frame, line in [*traceback.walk_tb(trace)][-FRAMES:]:
        file, is_ours = place(frame.f_code.co_filename)
        yield {
            "filename": file,
            "module": str(frame.f_globals.get("__name__", "")),
            "function": frame.f_code.co_qualname,
            "lineno": line,
            "in_app": is_ours,
        }


def place(file: str) -> tuple[str, bool]:
    """Return how a report calls `file`, without where the operator keeps the site, and whether it is code of ours."""
    path = PurePath(file)
    _before, of_libraries, within = file.rpartition("/site-packages/")
    if of_libraries:
        return within, False
    if path.is_relative_to(settings.BASE_DIR):
        return str(path.relative_to(settings.BASE_DIR)), True
    for prefix in {sys.base_prefix, sys.prefix}:
        if path.is_relative_to(prefix):
            return str(path.relative_to(prefix)), False
    return path.name, False
