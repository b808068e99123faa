"""What each process loads when it starts: time is not measured here, what takes it is."""

import json
import os
import subprocess
import sys

from coalition.stack import ROOT

# Slow to load, and used by few processes or by none.
SELDOM_USED = [
    "asn1crypto",
    "google.protobuf",
    "icalendar",
    "ninja",
    "numpy",
    "openpyxl",
    "pikepdf",
    "pydantic",
    "pyhanko",
    "requests",
    "rest_framework",
    "scipy",
    "sentry_sdk",
    "tldextract",
    "typst",
    "wagtail.api.v3.api",
]
STAND_INS = ["wagtail.images.api.v3.router", "wagtail.snippets.api.v3", "wagtail.contrib.redirects.api.v3"]
LOADED = """
import django, json, sys
django.setup()
print(json.dumps([name for name in sys.argv[1:] if name in sys.modules]))
"""


def test_a_process_starts_without_what_it_may_never_use():
    started = subprocess.run(
        [sys.executable, "-c", LOADED, *SELDOM_USED, *STAND_INS],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "coalition.settings.test", "PYTHONWARNINGS": "ignore"},
        check=True,
        capture_output=True,
        text=True,
    )

    assert json.loads(started.stdout.splitlines()[-1]) == []
