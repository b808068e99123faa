"""Everything a process gives up, in the order in which it can."""

import os
import resource
import signal
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from coalition.uploads.confinement import kernel, landlock, seccomp

# A number that neither Debian nor systemd gives to anybody, where the site runs as root: beside nobody (65534), which
# other programs run as.
OWN_USER = 65_530
CODE = tuple(Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib"))  # of Python and libraries
RANDOM = Path("/dev/urandom")  # qpdf opens it for the key of an owner's lock
FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


def seal(readable: Iterable[Path] = (*CODE, RANDOM)) -> None:
    """Give up, for ever: the environment, root, other processes, the network, and every file but those that are open.

    Called once the libraries are loaded and before anything hostile is looked at. `readable`, and what is below, may
    still be opened for reading, where Landlock sees to it that there are no others. Raises OSError where the kernel has
    something and would not do it: the process ends, and the file is refused. What the kernel has not is in `missing`.
    """
    os.environ.clear()
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    _leave_root()
    if sys.platform == "linux":
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)  # after the user, whose change takes it back
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    seccomp.restrict(opens=landlock.restrict(readable))


def missing() -> list[str]:
    """Return what this machine's kernel cannot take from such a process, by name."""
    return [name for name, there in (("Landlock", landlock.version()), ("seccomp", seccomp.table())) if not there]


def _leave_root() -> None:
    if os.geteuid():
        return
    os.setgroups([])
    os.setresgid(OWN_USER, OWN_USER, OWN_USER)
    os.setresuid(OWN_USER, OWN_USER, OWN_USER)
