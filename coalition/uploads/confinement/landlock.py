"""Landlock: from a moment on a process opens nothing but what it names, connects nowhere and signals nobody else.

Linux 5.13 and newer, without any privilege; what it can forbid grows with its version (ABI). Source:
https://docs.kernel.org/userspace-api/landlock.html.
"""

import ctypes
import errno
import os
from collections.abc import Iterable
from pathlib import Path

from coalition.uploads.confinement import kernel

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every machine
ASK_VERSION = 1
PATH_BENEATH = 1
READ_FILE, READ_DIR = 1 << 2, 1 << 3
FILES = {
    1: (1 << 13) - 1,
    2: (1 << 14) - 1,
    3: (1 << 15) - 1,
    5: (1 << 16) - 1,
}  # every right, by the ABI that brought it
TCP = 3  # to listen, and to connect: ABI 4
SCOPES = 3  # abstract sockets, and signals to processes outside: ABI 6


class Ruleset(ctypes.Structure):
    """`struct landlock_ruleset_attr`: what is forbidden, except where a rule allows it."""

    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64)]


class Beneath(ctypes.Structure):
    """`struct landlock_path_beneath_attr`: what is allowed at an open file, or below an open folder."""

    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("place", ctypes.c_int32)]


def version() -> int:
    """Return the ABI of this kernel, 0 where there is none: too old, built without, or kept from this process."""
    try:
        return kernel.call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(ASK_VERSION))
    except OSError as error:
        if error.errno in {errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM, errno.EACCES}:
            return 0
        raise


def restrict(readable: Iterable[Path]) -> bool:
    """Let this process open nothing any more but `readable` and what is below, and that for reading only.

    Files that are open stay open. Returns False, and does nothing, where the kernel has no Landlock. Raises OSError
    where it has and would not.
    """
    abi = version()
    if not abi:
        return False
    rights = max((since, every) for since, every in FILES.items() if since <= abi)[1]
    asked = Ruleset(rights, TCP if abi >= 4 else 0, SCOPES if abi >= 6 else 0)
    ruleset = kernel.call(
        CREATE_RULESET, ctypes.byref(asked), ctypes.c_size_t(ctypes.sizeof(asked)), ctypes.c_uint32(0)
    )
    try:
        for path in readable:
            _allow(ruleset, path)
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.call(RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    finally:
        os.close(ruleset)
    return True


def _allow(ruleset: int, path: Path) -> None:
    """Allow reading `path`, or what is below it; one that is not there needs no rule."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = Beneath(READ_FILE | READ_DIR if path.is_dir() else READ_FILE, place)
        kernel.call(ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(PATH_BENEATH), ctypes.byref(rule), ctypes.c_uint32(0))
    finally:
        os.close(place)
