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
    "openpyxl",
    "pikepdf",
    "pyhanko",
    "sentry_sdk",
    "tldextract",
    "typst",
]
LOADED = """
import django, json, sys
django.setup()
print(json.dumps([name for name in sys.argv[1:] if name in sys.modules]))
"""


def test_a_process_starts_without_what_it_may_never_use():
    started = subprocess.run(
        [sys.executable, "-c", LOADED, *SELDOM_USED],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "coalition.settings.test", "PYTHONWARNINGS": "ignore"},
        check=True,
        capture_output=True,
        text=True,
    )

    assert json.loads(started.stdout.splitlines()[-1]) == []
