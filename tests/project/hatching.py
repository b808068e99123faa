"""`python -m tests.project.hatching PORT PROCESSES`: the small site of hatch.py, served as the real one is."""

import multiprocessing
import sys

from granian.http import HTTP1Settings

from coalition.server import __main__ as serving

HEADERS_WITHIN = 1_000  # milliseconds


def main(port: str, processes: str) -> None:
    """Serve until a signal."""
    multiprocessing.set_start_method("spawn")
    asked = serving.parser().parse_args(["--port", port, "--processes", processes, "--stop-within", "8"])
    settings = HTTP1Settings(header_read_timeout=HEADERS_WITHIN, max_buffer_size=serving.MAX_HEADERS)
    serving.server(
        asked, application="tests.project.hatch:application", http1_settings=settings, respawn_interval=3.0
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
