"""`python -m coalition.server`: serve the site, by as many processes as are asked for.

SIGTERM and SIGINT: no new connection is taken, what was asked is answered, then it ends. SIGHUP: new processes, with
the code of now, take over from the old ones, one after the other. The queues of visitors outlive them (sockets.py).
"""

import argparse
import atexit
import multiprocessing
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from coalition.server.sockets import LastingQueues, handed_over

APPLICATION = "coalition.server.rsgi:application"
MAX_HEADERS = 32 * 1024  # bytes of the request's line and headers; more is answered by 431
HEADERS_WITHIN = 15_000  # milliseconds, also for the next request of a kept connection
MAX_CONNECTIONS = 2_000  # of one process, idle ones among them; more wait in the kernel's queue
TAKES_OVER_AFTER = 10.0  # seconds that a new process has to start, before the old one ends


def parser() -> argparse.ArgumentParser:
    """Return what the command line may say."""
    made = argparse.ArgumentParser(
        prog="python -m coalition.server",
        description="Serve the site by granian, at the socket that a service manager hands over, or at an address.",
    )
    made.add_argument("--host", default="127.0.0.1", help="the address to listen at")
    made.add_argument("--port", type=int, default=8000)
    made.add_argument("--socket", type=Path, help="a Unix socket to listen at, in place of address and port")
    made.add_argument("--processes", type=int, default=2, help="each has WEB_THREADS threads")
    made.add_argument("--certificate", type=Path, help="speak TLS itself, with this chain (PEM)")
    made.add_argument("--key", type=Path, help="the certificate's key (PEM, PKCS #8)")
    made.add_argument("--stop-within", type=int, default=30, help="seconds that answers may take after SIGTERM")
    return made


def logs() -> dict[str, Any]:
    """Return granian's `logging` configuration: its lines are JSON like Django's, and tell of no request."""
    from coalition.logs import configuration

    level = os.environ.get("LOG_LEVEL", "INFO")
    return configuration(level, {"_granian": {"level": "WARNING"}, "granian.access": {"level": "CRITICAL"}})


def server(asked: argparse.Namespace, *, application: str = APPLICATION, **more: Any) -> Any:
    """Return the granian that was asked for. `more` replaces some of its options."""
    options: dict[str, Any] = {
        "address": asked.host,
        "port": asked.port,
        "uds": asked.socket,
        "interface": Interfaces.RSGI,
        "workers": asked.processes,
        "http": HTTPModes.http1,
        "websockets": False,
        "backpressure": MAX_CONNECTIONS,
        "http1_settings": HTTP1Settings(header_read_timeout=HEADERS_WITHIN, max_buffer_size=MAX_HEADERS),
        "log_level": LogLevels.warning,
        "log_dictconfig": logs(),
        "ssl_cert": asked.certificate,
        "ssl_key": asked.key,
        "respawn_failed_workers": True,
        "respawn_interval": TAKES_OVER_AFTER,
        "workers_kill_timeout": asked.stop_within,
        "held": handed_over(),
    }
    return LastingQueues(application, **(options | more))


def main() -> None:
    """Serve until a signal ends it; a setting that is missing or unsafe refuses the start before."""
    asked = parser().parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.production")
    folder = os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="coalition-metrics-")  # of this run
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    from django.conf import settings

    settings.INSTALLED_APPS  # noqa: B018  # read here: said once, and not by each process
    # Each process starts anew: after SIGHUP none has the code or the settings of this one.
    multiprocessing.set_start_method("spawn")
    server(asked).serve()


if __name__ == "__main__":
    main()
