"""Read a kept file from standard input; write a line of JSON and then the picture of one page of it, a JPEG.

The one argument is the page, from 1 on. `{"media_type": "image/jpeg", "pages": 3}` for a page that was drawn,
`{"cause": "no_pages"}` for one that is not there. The bytes are looked at once this process is sealed
(`coalition.uploads.confinement`).
"""

import json
import sys

from coalition.uploads.inspector import limits


def main() -> None:
    """Draw a page of standard input within the limits."""
    limits.confine()
    from coalition.uploads.confinement import sealing
    from coalition.uploads.drawer import drawing
    from coalition.uploads.inspector.verdict import Cause, Refused

    answer: dict[str, object]
    page, kept, picture = int(sys.argv[1]), sys.stdin.buffer.read(limits.FILE_BYTES + 1), b""
    drawing.load(kept)
    sealing.seal([*sealing.CODE, *sealing.FONTS])
    try:
        pages, picture = drawing.draw(kept, page)
        answer = {"media_type": "image/jpeg", "pages": pages}
    except Refused as refusal:
        answer = {"cause": refusal.cause.value}
    except (MemoryError, RecursionError):
        answer = {"cause": Cause.TOO_COMPLEX.value}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + picture)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
