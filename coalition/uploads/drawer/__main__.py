"""Read a kept file from standard input; write a line of JSON and then the picture of one page of it, a JPEG.

The one argument is the page, from 1 on. `{"media_type": "image/jpeg", "pages": 3}` for a page that was drawn,
`{"cause": "no_pages"}` for one that is not there. The bytes are looked at once this process is sealed
(`coalition.uploads.confinement`).
"""

import sys

from coalition.uploads.inspector import limits


def main() -> None:
    limits.confine()
    from coalition.uploads.confinement import sealing
    from coalition.uploads.drawer import drawing
    from coalition.uploads.inspector.verdict import answer

    page, kept = int(sys.argv[1]), sys.stdin.buffer.read(limits.FILE_BYTES + 1)
    drawing.load(kept)
    sealing.seal([*sealing.CODE, *sealing.FONTS])
    answer(lambda: ("image/jpeg", *drawing.draw(kept, page)))


if __name__ == "__main__":
    main()
