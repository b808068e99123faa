"""Read a file from standard input; write a line of JSON and then its words, in UTF-8, to standard output.

`{"media_type": "application/pdf", "pages": 3}` for a file that was read, `{"cause": "encrypted"}` for one that was not.
The bytes are looked at once this process is sealed (`coalition.uploads.confinement`).
"""

import sys

from coalition.uploads.inspector import limits


def main() -> None:
    limits.confine()
    from coalition.uploads.confinement import sealing
    from coalition.uploads.inspector.verdict import answer

    from . import document_text

    sent = sys.stdin.buffer.read(document_text.FILE_BYTES + 1)
    document_text.load(sent)
    sealing.seal([*sealing.CODE, *sealing.FONTS])

    def read() -> tuple[str, int, bytes]:
        media_type, pages, text = document_text.read(sent)
        return media_type, pages, text.encode("utf-8", "replace")

    answer(read)


if __name__ == "__main__":
    main()
