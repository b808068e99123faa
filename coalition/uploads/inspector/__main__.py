"""Read a file from standard input; write a line of JSON and, for an image, its clean bytes to standard output.

The bytes are looked at once this process is sealed (`coalition.uploads.confinement`). The one argument names what the
door lets through (`limits.ALLOWANCES`).
`{"media_type": "application/pdf", "pages": 3}` for a good file, `{"cause": "script"}` for a refused one. A file that
breaks a reader ends this process, never the one that started it.
"""

import json
import sys

from coalition.uploads.inspector import limits


def main() -> None:
    """Inspect standard input within the limits."""
    allowed = limits.ALLOWANCES[sys.argv[1]]
    limits.confine(allowed.patience)
    from coalition.uploads.confinement import sealing
    from coalition.uploads.inspector import inspect
    from coalition.uploads.inspector.verdict import Cause, Refused

    answer: dict[str, object]
    sent, content = sys.stdin.buffer.read(allowed.file_bytes + 1), b""
    inspect.load(sent, allowed)
    sealing.seal()
    try:
        clean = inspect.inspect(sent, allowed)
        answer, content = {"media_type": clean.media_type, "pages": clean.pages}, clean.content
    except Refused as refusal:
        answer = {"cause": refusal.cause.value}
    except (MemoryError, RecursionError):
        answer = {"cause": Cause.TOO_COMPLEX.value}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
