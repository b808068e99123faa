"""The scripts of service workers: each is one text, since a worker asks the network for no other."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

PATIENCE = "js/patience.js"


def worker_script(name: str) -> str:
    """Return the script of the service worker in the static file `name`, after what every worker has."""
    return f"{text_of(PATIENCE)}\n{text_of(name)}"


def text_of(name: str) -> str:
    found: Any = finders.find(name)
    return Path(found).read_text(encoding="utf-8")
