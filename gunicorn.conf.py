"""How gunicorn serves the site: `python -m gunicorn coalition.wsgi` in this folder, which reads this file by itself.

The number of processes and the address are said on its command line (`--workers`, `--bind`).
Its lines are JSON like Django's and name no client. It writes no access log; who asks for one gets no address in it.
"""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
from typing import Any

from gunicorn.glogging import Logger

from coalition.logs import configuration

worker_class = "gthread"
threads = 4  # of each process, each with a connection to the database

SETTINGS = (
    "import os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'coalition.settings.production'); "
    "from django.conf import settings; settings.INSTALLED_APPS"
)


class Quiet(Logger):
    """gunicorn takes a configuration of its logs for a wish to log every request: that one has to be said."""

    def access(self, *arguments: Any) -> None:
        if self.cfg.accesslog:
            super().access(*arguments)


def on_starting(_server: Any) -> None:
    """Refuse to start with a setting that is missing or unsafe, and make the folder of what /metrics tells.

    Settings are read in a process of their own: after SIGHUP each process of the site has those of then, not these.
    """
    if subprocess.run([sys.executable, "-c", SETTINGS], check=False).returncode:  # noqa: S603
        raise SystemExit(1)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="coalition-metrics-")  # coalition/counting.py


def post_worker_init(_worker: Any) -> None:
    """Let a process that has loaded the site look through it for garbage once, and threads take turns quickly.

    A thread that comes back from the database may hold locks on seats, on which everybody waits; Python's own 5 ms, at
    each of its statements, were most of their wait.
    """
    sys.setswitchinterval(0.0005)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def on_exit(_server: Any) -> None:
    """Take the folder of what /metrics tells away."""
    shutil.rmtree(os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""), ignore_errors=True)


logger_class = Quiet

logconfig_dict = configuration(
    os.environ.get("LOG_LEVEL", "INFO"),
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
