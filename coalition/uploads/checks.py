"""What the kernel cannot take from the processes that read uploads, said by `manage.py check` and at the start."""

import logging
from typing import Any

from django.core.checks import CheckMessage, Warning, register

from coalition.uploads.confinement import sealing

LACKING = {
    "Landlock": "opens no file at all, because seccomp keeps it from it; fonts that a PDF lacks are not found",
    "seccomp": "may still speak to the network, where Landlock (Linux 6.7) does not keep it from TCP",
}
ALONE = "could read what the site's user can, and send it: only its environment and its limits are ours"

logger = logging.getLogger(__name__)


def lacking() -> list[str]:
    """Return a sentence for each thing that the kernel does not have."""
    missing = sealing.missing()
    if len(missing) == len(LACKING):
        return [f"The kernel has neither Landlock nor seccomp for us: a file that takes over its reader {ALONE}."]
    return [f"The kernel has no {name} for us: the process that reads uploads {LACKING[name]}." for name in missing]


def tell() -> None:
    """Write to the log, at the start of a web process, what is lacking."""
    for sentence in lacking():
        logger.warning(sentence)


@register()
def check_confinement(**more: Any) -> list[CheckMessage]:
    """Check that a hostile file is read where it can do no harm: decision 0026-uploads-are-read-apart."""
    hint = "Run the site on Linux 5.13 or newer, x86-64 or 64-bit ARM, in a container that lets both through."
    return [Warning(sentence, hint=hint, id="uploads.W001") for sentence in lacking()]
