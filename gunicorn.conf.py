"""How gunicorn logs, and that it believes no header. It reads this file by itself when started in this folder.

The site is served by `python -m coalition.server`; this is for who prefers gunicorn. The rest is on its command line.
Its lines are JSON like Django's and name no client. It writes no access log; who asks for one gets no address in it.
"""

import os
import shutil
import tempfile
from typing import Any

from gunicorn.glogging import Logger

from coalition.logs import configuration


class Quiet(Logger):
    """gunicorn takes a configuration of its logs for a wish to log every request: that one has to be said."""

    def access(self, *arguments: Any) -> None:
        if self.cfg.accesslog:
            super().access(*arguments)


def on_starting(_server: Any) -> None:
    """Make the folder where the processes of this run write what they count for /metrics (coalition/counting.py)."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="coalition-metrics-")


def on_exit(_server: Any) -> None:
    """Take that folder away."""
    shutil.rmtree(os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""), ignore_errors=True)


logger_class = Quiet

logconfig_dict = configuration(
    os.environ.get("LOG_LEVEL", "INFO"),
    {
        "gunicorn.error": {"handlers": ["gunicorn"], "propagate": False},
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
