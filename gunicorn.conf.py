"""How gunicorn serves the site: `python -m gunicorn coalition.wsgi` in this folder, which reads this file by itself.

The number of processes and the address are said on its command line (`--workers`, `--bind`).
Its lines are JSON like Django's and name no client. It writes no access log; who asks for one gets no address in it.
"""

import gc
import os
import shutil
import sys
import tempfile
from typing import Any

from gunicorn.glogging import Logger

from coalition.logs import configuration

worker_class = "gthread"
threads = 4  # of each process, each with a connection to the database
preload_app = True  # loaded once, and shared by the processes until they change it: a third less memory for each

# The folder of what /metrics tells (coalition/request_metrics.py), before the site is loaded.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="coalition-metrics-")


class Quiet(Logger):
    """gunicorn takes a configuration of its logs for a wish to log every request: that one has to be said."""

    def access(self, *arguments: Any) -> None:
        if self.cfg.accesslog:
            super().access(*arguments)


def on_starting(_server: Any) -> None:
    """Set the loaded site aside from the collector of garbage, so that the processes go on sharing it."""
    gc.collect()
    gc.freeze()


def post_worker_init(_worker: Any) -> None:
    """Let threads take turns quickly, and collect garbage seldom.

    A thread that comes back from the database may hold locks on seats, on which everybody waits; Python's own 5 ms, at
    each of its statements, were most of their wait.
    """
    sys.setswitchinterval(0.0005)
    gc.set_threshold(20_000, 20, 50)


def on_exit(_server: Any) -> None:
    """Take the folder of what /metrics tells away."""
    shutil.rmtree(os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""), ignore_errors=True)


logger_class = Quiet

logconfig_dict = configuration(
    "INFO",
    {
        "gunicorn.error": {"handlers": ["gunicorn"], "propagate": False, "level": "WARNING"},
        "gunicorn.access": {"handlers": ["gunicorn"], "propagate": False},
    },
)
logconfig_dict["filters"]["client"] = {"()": "coalition.logs.WithoutClient"}
logconfig_dict["handlers"]["gunicorn"] = {**logconfig_dict["handlers"]["console"], "filters": ["client", "request"]}
access_log_format = "%(m)s %(s)s %(B)s %(M)s"  # method, status, bytes, milliseconds

control_socket_disable = True  # nobody steers it but by signals

# Who asks, and by which scheme, is resolved by coalition/boundary.py alone: gunicorn takes no header's word for it.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
forwarded_allow_ips = ""
