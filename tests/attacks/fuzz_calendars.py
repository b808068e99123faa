"""Guided fuzzing of what reads calendars of others: `make fuzz`, five minutes. A finding ends it and is kept in a file.

Arguments are those of libFuzzer, such as `-max_total_time=300`.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["events.pages.outside", "dateutil", "icalendar.parser"]):
    from tests.attacks.mutated_calendars import PIECES, SEEDS, check


def main() -> None:
    """Change the seeds for as long as the arguments say."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(SEEDS):
            (corpus / str(number)).write_bytes(seed.encode())
        words = Path(folder) / "words"
        words.write_text("".join(f'"{_quoted(piece)}"\n' for piece in PIECES if len(piece) < 100))
        atheris.Setup(
            [sys.argv[0], *sys.argv[1:], f"-dict={words}", "-max_len=8192", "-timeout=30", str(corpus)], check
        )
        atheris.Fuzz()


def _quoted(piece: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in piece.encode())


if __name__ == "__main__":
    main()
