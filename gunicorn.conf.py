"""How gunicorn logs; it reads this file by itself when started in this folder. The rest is on its command line.

Its lines are JSON like Django's and name no client. It writes no access log; who asks for one gets no address in it.
"""

import os

from coalition.logs import configuration

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
