"""Read a file from standard input; write a line of JSON and, for an image, its clean bytes to standard output.

The bytes are looked at once this process is sealed (`coalition.uploads.confinement`). The one argument names what the
door lets through (`limits.ALLOWANCES`).
`{"media_type": "application/pdf", "pages": 3}` for a good file, `{"cause": "script"}` for a refused one. A file that
breaks a reader ends this process, never the one that started it.
"""

import sys

from coalition.uploads.inspector import limits


def main() -> None:
    allowed = limits.ALLOWANCES[sys.argv[1]]
    limits.confine(allowed.patience)
    from coalition.uploads.confinement import sealing
    from coalition.uploads.inspector import inspect

    from .verdict import answer

    sent = sys.stdin.buffer.read(allowed.file_bytes + 1)
    inspect.load(sent, allowed)
    sealing.seal()

    def inspected() -> tuple[str, int, bytes]:
        clean = inspect.inspect(sent, allowed)
        return clean.media_type, clean.pages, clean.content

    answer(inspected)


if __name__ == "__main__":
    main()
