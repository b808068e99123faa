"""seccomp: from a moment on a process makes only those system calls that reading a file in memory takes.

A list of what is allowed, since the next kernel brings new calls. What is not on it fails with EPERM: no socket, no
other program, no thread, no signal to another process, no new limit, no memory that can be written and then run.
Sources: seccomp(2), https://docs.kernel.org/userspace-api/seccomp_filter.html, the kernel's tables of calls.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from coalition.uploads.confinement import kernel

# linux/filter.h and linux/seccomp.h
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
NUMBER, MACHINE, FIRST, THIRD = 0, 4, 16, 32  # places in `struct seccomp_data`: the call, the machine, its arguments
SET_FILTER, ASK_ACTION, ALL_THREADS = 1, 2, 1
OF_32_BITS = 0x40000000  # x86-64 knows its calls by a second number too
PROT_EXEC = 4

# By name, where a machine has it under that name.
ALLOWED = {
    "read", "readv", "pread64", "write", "writev", "close", "lseek", "fstat",
    "munmap", "mremap", "madvise", "brk",
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall",
    "getpid", "gettid", "futex", "membarrier", "sched_yield", "sched_getaffinity", "getrusage", "sysinfo", "uname",
    "getrandom", "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday",
    "exit", "exit_group", "getcwd",
}  # fmt: skip
TO_OPEN = {
    "open", "openat", "access", "faccessat", "faccessat2", "stat", "lstat", "newfstatat", "statx", "readlink",
    "readlinkat", "getdents64",
}  # fmt: skip
MAPS = ("mmap", "mprotect")  # never memory that runs
SIGNALS = "tgkill"  # to this process alone: how abort() ends it


@dataclass(frozen=True)
class Table:
    """A kind of machine: how the kernel calls it (linux/audit.h), its number of seccomp(2), and of each call."""

    machine: int
    seccomp: int
    calls: dict[str, int]


TABLES = {
    "x86_64": Table(0xC000003E, 317, {
        "read": 0, "write": 1, "open": 2, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "lseek": 8, "mmap": 9,
        "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15,
        "pread64": 17, "readv": 19, "writev": 20, "access": 21, "sched_yield": 24, "mremap": 25, "madvise": 28,
        "nanosleep": 35, "getpid": 39, "exit": 60, "uname": 63, "getcwd": 79, "readlink": 89, "gettimeofday": 96,
        "getrusage": 98, "sysinfo": 99, "sigaltstack": 131, "gettid": 186, "futex": 202, "sched_getaffinity": 204,
        "getdents64": 217, "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230,
        "exit_group": 231, "tgkill": 234, "openat": 257, "newfstatat": 262, "readlinkat": 267, "faccessat": 269,
        "getrandom": 318, "membarrier": 324, "statx": 332, "faccessat2": 439,
    }),
    "aarch64": Table(0xC00000B7, 277, {
        "getcwd": 17, "faccessat": 48, "openat": 56, "close": 57, "getdents64": 61, "lseek": 62, "read": 63,
        "write": 64, "readv": 65, "writev": 66, "pread64": 67, "readlinkat": 78, "newfstatat": 79, "fstat": 80,
        "exit": 93, "exit_group": 94, "futex": 98, "nanosleep": 101, "clock_gettime": 113, "clock_getres": 114,
        "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124, "restart_syscall": 128, "tgkill": 131,
        "sigaltstack": 132, "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139, "uname": 160,
        "getrusage": 165, "gettimeofday": 169, "getpid": 172, "gettid": 178, "sysinfo": 179, "brk": 214,
        "munmap": 215, "mremap": 216, "mmap": 222, "mprotect": 226, "madvise": 233, "getrandom": 278,
        "membarrier": 283, "statx": 291, "faccessat2": 439,
    }),
}  # fmt: skip


class Step(NamedTuple):
    """One instruction (`struct sock_filter`): what to do, and how many to pass over where it holds or does not."""

    code: int
    then: int
    otherwise: int
    value: int


def table() -> Table | None:
    """Return the table of this machine where the kernel filters calls, None elsewhere."""
    found = TABLES.get(platform.machine())
    if found is None:
        return None
    action = ctypes.c_uint32(REFUSE & ~0xFFFF)
    try:
        kernel.call(found.seccomp, ctypes.c_uint(ASK_ACTION), ctypes.c_uint(0), ctypes.byref(action))
    except OSError:
        return None
    return found


def restrict(*, opens: bool) -> bool:
    """Let this process, all its threads, make no call any more but the allowed ones; `opens` are those that open files.

    Returns False, and does nothing, where the kernel filters none. Raises OSError where it does and would not.
    """
    found = table()
    if found is None:
        return False
    code = b"".join(struct.pack("=HBBI", *step) for step in program(found, opens=opens, process=os.getpid()))
    kept = ctypes.create_string_buffer(code, len(code))
    asked = struct.pack("@HP", len(code) // 8, ctypes.addressof(kept))  # struct sock_fprog
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.call(found.seccomp, ctypes.c_uint(SET_FILTER), ctypes.c_uint(ALL_THREADS), asked)
    return True


def program(of: Table, *, opens: bool, process: int) -> Iterator[Step]:
    """Yield the filter, step by step. A call of another machine's table ends the process."""
    yield Step(LOAD, 0, 0, MACHINE)
    yield Step(EQUAL, 1, 0, of.machine)
    yield Step(RETURN, 0, 0, KILL)
    yield Step(LOAD, 0, 0, NUMBER)
    yield Step(AT_LEAST, 0, 1, OF_32_BITS)
    yield Step(RETURN, 0, 0, KILL)
    for name in sorted(ALLOWED | TO_OPEN if opens else ALLOWED):
        if name in of.calls:
            yield Step(EQUAL, 0, 1, of.calls[name])
            yield Step(RETURN, 0, 0, ALLOW)
    for name in MAPS:
        yield Step(EQUAL, 0, 4, of.calls[name])
        yield Step(LOAD, 0, 0, THIRD)
        yield Step(ANY_BIT, 0, 1, PROT_EXEC)
        yield Step(RETURN, 0, 0, REFUSE)
        yield Step(RETURN, 0, 0, ALLOW)
    yield Step(EQUAL, 0, 3, of.calls[SIGNALS])
    yield Step(LOAD, 0, 0, FIRST)
    yield Step(EQUAL, 0, 1, process)
    yield Step(RETURN, 0, 0, ALLOW)
    yield Step(RETURN, 0, 0, REFUSE)
