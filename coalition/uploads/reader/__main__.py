"""Read a file from standard input; write a line of JSON and then its words, in UTF-8, to standard output.

`{"media_type": "application/pdf", "pages": 3}` for a file that was read, `{"cause": "encrypted"}` for one that was not.
The bytes are looked at once this process is sealed (`coalition.uploads.confinement`).
"""

import json
import sys

from coalition.uploads.inspector import limits


def main() -> None:
    """Read standard input within the limits."""
    limits.confine()
    from coalition.uploads.confinement import sealing
    from coalition.uploads.inspector.verdict import Cause, Refused
    from coalition.uploads.reader import words

    answer: dict[str, object]
    sent, text = sys.stdin.buffer.read(words.FILE_BYTES + 1), ""
    words.load(sent)
    sealing.seal([*sealing.CODE, *sealing.FONTS])
    try:
        media_type, pages, text = words.read(sent)
        answer = {"media_type": media_type, "pages": pages}
    except Refused as refusal:
        answer = {"cause": refusal.cause.value}
    except (MemoryError, RecursionError):
        answer = {"cause": Cause.TOO_COMPLEX.value}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
