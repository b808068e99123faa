"""What a file could do that took over the process that reads it: each trick is tried from inside."""

import json
import os
import select
import subprocess
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from coalition.uploads import checks, sandbox
from coalition.uploads.confinement import landlock, sealing, seccomp
from coalition.uploads.files import FileRefused, inspect_file
from coalition.uploads.inspector.verdict import Cause
from tests.uploads import office
from tests.uploads.files import PLAIN_PDF, image

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(bool(sealing.missing()), reason="this kernel has no Landlock, or no seccomp"),
]

PYTHON = sandbox.COMMAND[:4]
BEGINNING = """
import ctypes, json, mmap, os, resource, socket, sys, sysconfig, threading
from coalition.uploads.confinement import landlock, sealing, seccomp
from coalition.uploads.inspector import limits
parent, libc, x86 = os.getppid(), ctypes.CDLL(None, use_errno=True), os.uname().machine == "x86_64"

def asked(answer):
    if answer == -1 or answer == 2**64 - 1:
        raise OSError(ctypes.get_errno(), "refused")
    return answer

def tried(trick):
    try:
        return repr(trick())[:80]
    except (OSError, RuntimeError, MemoryError, ValueError) as error:
        return type(error).__name__

limits.confine()
"""
PROJECT, VAR = Path(settings.BASE_DIR), Path(settings.VAR_DIR)
TO_READ = {
    "the list of users": "open('/etc/passwd').read()",
    "the site's settings": f"open({str(PROJECT / 'coalition' / 'settings' / 'base.py')!r}).read()",
    "the folder of the installation": f"os.listdir({str(VAR)!r})",
    "its own environment": "open('/proc/self/environ').read()",
    "the environment of the web process": "open(f'/proc/{parent}/environ').read()",
    "the open files of the web process": "os.listdir(f'/proc/{parent}/fd')",
    "the file again, by its number": "open('/proc/self/fd/0').read()",
    "a folder of everybody": "os.listdir('/tmp')",
    "a device": "open('/dev/null')",
}
TO_WRITE = {  # in a folder in which everybody may
    "a new file": "open(f'{scratch}/new', 'w')",
    "a file that is there": "open(f'{scratch}/file', 'a')",
    "a file, emptied": "os.truncate(f'{scratch}/file', 0)",
    "a link to another file": "os.symlink('/etc/passwd', f'{scratch}/link')",
    "a second name": "os.link(f'{scratch}/file', f'{scratch}/second')",
    "a folder": "os.mkdir(f'{scratch}/folder')",
    "a file away": "os.unlink(f'{scratch}/file')",
    "a file elsewhere": "os.rename(f'{scratch}/file', f'{scratch}/moved')",
    "a pipe with a name": "os.mkfifo(f'{scratch}/pipe')",
    "other rights": "os.chmod(f'{scratch}/file', 0o777)",
}
TO_THE_NETWORK = {
    "TCP": "socket.create_connection(('127.0.0.1', 5432), 1)",
    "to listen": "socket.socket().bind(('127.0.0.1', 0))",
}
TO_SPEAK = TO_THE_NETWORK | {
    "UDP": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "a socket of this machine": "socket.socket(socket.AF_UNIX)",
    "the kernel's own socket": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "a pair of sockets": "socket.socketpair()",
    "a pipe": "os.pipe()",
}
TO_OTHERS = {  # by signal 0 and the like, which ask for the same permission and change nothing
    "end the web process": "os.kill(parent, 0)",
    "end everything": "os.kill(-1, 0)",
    "end a thread of the web process": "asked(libc.syscall(234 if x86 else 131, parent, parent, 0))",
    "trace the web process": "asked(libc.ptrace(0x4206, parent, None, None))",
    "read its memory": "asked(libc.process_vm_readv(parent, None, 0, None, 0, 0))",
    "move it to another processor": "os.sched_setaffinity(parent, os.sched_getaffinity(0))",
    "hold it back": "os.setpriority(os.PRIO_PROCESS, parent, os.getpriority(os.PRIO_PROCESS, parent))",
    "a handle of it": "os.pidfd_open(parent)",
    "memory that others see": "asked(libc.shmget(0, 4096, 0o1666))",
}
TO_BECOME_MORE = {
    "a second process": "os.fork() or os._exit(0)",
    "a thread": "threading.Thread(target=int).start()",
    "another program": "os.execv('/bin/true', ['true'])",
    "a shell": "os.posix_spawn('/bin/sh', ['sh', '-c', 'true'], {})",
    "root": "os.setresuid(0, 0, 0)",
    "root of a world of its own": "os.unshare(os.CLONE_NEWUSER)",
    "another root folder": "os.chroot('/')",
    "more memory": "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))",
    "memory that is written and run": "mmap.mmap(-1, 4096, prot=mmap.PROT_WRITE | mmap.PROT_EXEC)",
    "a file that is no file": "os.memfd_create('trick')",
    "a library": "ctypes.CDLL('libutil.so.1')",
    "work for the kernel (io_uring)": "asked(libc.syscall(425, 8, None))",
    "a program for the kernel (bpf)": "asked(libc.syscall(321 if x86 else 280, 0, None, 0))",
    "to be looked into": "asked(libc.prctl(4, 1, 0, 0, 0))",
    "more memory than there is": "b'x' * (2 << 30)",
}
TRICKS = TO_READ | TO_WRITE | TO_SPEAK | TO_OTHERS | TO_BECOME_MORE


@pytest.fixture(autouse=True)
def scratch():
    """A folder in which everybody may do everything, with a file: what stops the reader is its seal alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        file = Path(folder, "file")
        file.write_text("here")
        file.chmod(0o666)
        yield folder
        assert sorted(Path(folder).iterdir()) == [file]
        assert (file.read_text(), file.stat().st_mode & 0o777) == ("here", 0o666)


def answers(tricks: dict[str, str], scratch: str, *, sealed_by: str = "sealing.seal()") -> dict[str, str]:
    """Return what each of `tricks` came to, in a process that was sealed."""
    table = "".join(f"    {name!r}: lambda: {trick},\n" for name, trick in tricks.items())
    told = "print(json.dumps({name: tried(trick) for name, trick in tricks.items()}))"
    program = f"{BEGINNING}\nscratch = {scratch!r}\n{sealed_by}\ntricks = {{\n{table}}}\n{told}"
    asked = subprocess.run(
        [*PYTHON, "-c", program], env=sandbox.environment(), capture_output=True, cwd="/", input=b"x", check=True
    )
    return json.loads(asked.stdout)


def test_a_file_that_took_over_its_reader_reads_writes_tells_and_harms_nothing(scratch):
    in_other_words = {"a thread": "RuntimeError", "more memory": "ValueError", "a library": "OSError"}
    in_other_words |= {"more memory than there is": "MemoryError"}

    assert len(TRICKS) == 50
    assert answers(TRICKS, scratch) == dict.fromkeys(TRICKS, "PermissionError") | in_other_words


def test_each_of_these_tricks_works_where_nothing_is_sealed(scratch):
    """The canary: a trick that fails everywhere would prove nothing."""
    harmless = {
        name: TRICKS[name]
        for name in (
            "the list of users", "the site's settings", "the folder of the installation", "its own environment",
            "the environment of the web process", "the open files of the web process", "a folder of everybody",
            "to listen", "UDP", "a socket of this machine", "a pair of sockets", "a pipe", "a file that is no file",
            "memory that is written and run", "a thread", "to be looked into", "end the web process", "a handle of it",
        )
    }  # fmt: skip

    told = answers(harmless, scratch, sealed_by="")

    assert [name for name, answer in told.items() if answer.endswith("Error")] == []


def test_its_environment_has_the_way_to_the_code_and_nothing_of_the_web_process(monkeypatch, scratch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://canary")
    names = {"its names": "sorted(os.environ)"}

    assert answers(names, scratch, sealed_by="")["its names"] == "['LC_ALL', 'MALLOC_ARENA_MAX', 'PYTHONPATH']"
    assert answers(names, scratch)["its names"] == "[]"


def test_without_landlock_no_file_is_opened_at_all(scratch):
    code = "open(os.path.join(sysconfig.get_path('stdlib'), 'colorsys.py')).read(6)"
    without = "landlock.version = lambda: 0\nsealing.seal()"

    assert answers({"code": code}, scratch)["code"] == repr(Path(os.__file__).with_name("colorsys.py").read_text()[:6])
    assert set(answers(TO_READ | {"code": code}, scratch, sealed_by=without).values()) == {"PermissionError"}


def test_without_seccomp_landlock_still_keeps_files_and_tcp_away(scratch):
    without = "seccomp.table = lambda: None\nsealing.seal()"
    tricks = TO_READ | TO_WRITE | (TO_THE_NETWORK if landlock.version() >= 4 else {})
    tricks.pop("other rights")  # Landlock leaves them; the file's own say who may

    assert set(answers(tricks, scratch, sealed_by=without).values()) == {"PermissionError"}


def started(program: str) -> subprocess.Popen:
    """Start `program`, sealed; it has said that it is before this returns."""
    process = subprocess.Popen(
        [*PYTHON, "-c", program], env=sandbox.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/"
    )
    assert process.stdout.readline() == b"sealed\n"
    return process


def test_where_the_site_runs_as_root_the_reader_is_a_user_of_its_own():
    process = started(f"{BEGINNING}\nsealing.seal()\nprint('sealed', flush=True)\nsys.stdin.read()")
    with process:
        lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
        process.stdin.close()
    facts = {name: value.split() for name, _colon, value in (line.partition(":") for line in lines)}
    root = os.geteuid() == 0
    expected = str(sealing.OWN_USER if root else os.geteuid())

    assert facts["Uid"] == [expected] * 4
    assert facts["Gid"] == [str(sealing.OWN_USER if root else os.getegid())] * 4
    assert not root or facts["Groups"] == []
    assert int(facts["CapEff"][0], 16) == 0
    assert (facts["NoNewPrivs"], facts["Seccomp"]) == (["1"], ["2"])


def test_the_reader_does_not_outlive_the_web_process():
    web = (
        "import subprocess, sys, time\n"
        f"subprocess.Popen({[*PYTHON, '-c', BEGINNING + sealed_and_busy()]!r})\n"
        "time.sleep(60)"
    )
    process = started(web)
    with process:
        process.kill()
        ended, _writing, _wrong = select.select([process.stdout], [], [], 30)  # no end while the reader lives
        assert ended
        assert process.stdout.read() == b""


def sealed_and_busy() -> str:
    """Return a program that has sealed itself, and then waits for what does not come."""
    return "\nsealing.seal()\nprint('sealed', flush=True)\nimport time\ntime.sleep(60)"


@pytest.mark.parametrize(
    ("command", "main", "does", "content"),
    [
        *(
            ("COMMAND", "inspector", lambda content: inspect_file(content, "evidence"), content)
            for content in (PLAIN_PDF, image("JPEG"), image("PNG"), image("WEBP"))
        ),
        ("COMMAND", "inspector", lambda content: inspect_file(content, "library"), office.made()),
        ("READER", "reader", sandbox.read, PLAIN_PDF),
        ("READER", "reader", sandbox.read, office.made()),
        ("DRAWER", "drawer", lambda content: sandbox.draw(content, 1), PLAIN_PDF),
        ("DRAWER", "drawer", lambda content: sandbox.draw(content, 1), image("PNG")),
    ],
)
def test_every_reader_has_what_it_needs_before_it_is_sealed(monkeypatch, command, main, does, content):
    """With no file to be opened any more, as where the code is kept from the reader's own user."""
    program = (
        "from coalition.uploads.confinement import landlock; landlock.version = lambda: 0\n"
        f"from coalition.uploads.{main}.__main__ import main; main()"
    )
    monkeypatch.setattr(sandbox, command, [*PYTHON, "-c", program])
    assert does(content) is not None


@pytest.mark.parametrize("lacking", ["landlock.kernel", "seccomp.kernel"])
def test_a_kernel_that_has_it_and_will_not_do_it_refuses_the_file(monkeypatch, caplog, lacking):
    program = (
        "from coalition.uploads.confinement import landlock, seccomp, kernel\n"
        "class Unwilling:\n"
        "    PR_SET_NO_NEW_PRIVS = 38\n"
        "    prctl = staticmethod(kernel.prctl)\n"
        "    @staticmethod\n"
        "    def call(number, *arguments):\n"
        "        if number == 446 or arguments[0].value == 1: raise OSError(22, 'no')\n"
        "        return kernel.call(number, *arguments)\n"
        f"{lacking} = Unwilling\n"
        "from coalition.uploads.inspector.__main__ import main; main()"
    )
    monkeypatch.setattr(sandbox, "COMMAND", [*PYTHON, "-c", program])
    with pytest.raises(FileRefused) as refusal:
        inspect_file(PLAIN_PDF)
    assert refusal.value.cause == Cause.UNCHECKED
    assert caplog.messages == ["The inspector of uploads ended with code 1."]


@pytest.mark.parametrize("machine", seccomp.TABLES)
def test_the_filter_of_each_machine_has_the_calls_that_python_needs(machine):
    table = seccomp.TABLES[machine]
    steps = list(seccomp.program(table, opens=True, process=1))
    named = {step.value for step in steps if step.code == seccomp.EQUAL}
    old = {"open", "stat", "lstat", "access", "readlink"}  # of x86-64 alone

    assert seccomp.ALLOWED | seccomp.TO_OPEN | {*seccomp.MAPS, seccomp.SIGNALS} == set(table.calls) | old
    assert named >= set(table.calls.values())
    assert max(step.then for step in steps) < 256
    assert len(steps) < 4096
    assert steps[-1] == (seccomp.RETURN, 0, 0, seccomp.REFUSE)


@pytest.mark.parametrize(
    ("missing", "word"),
    [(["Landlock"], "no Landlock"), (["seccomp"], "no seccomp"), (["Landlock", "seccomp"], "neither"), ([], "")],
)
def test_what_the_kernel_does_not_have_is_said_by_check_and_at_the_start(monkeypatch, caplog, missing, word):
    monkeypatch.setattr(sealing, "missing", lambda: missing)
    found = checks.check_confinement()
    checks.tell()

    assert [(message.id, word in message.msg, bool(message.hint)) for message in found] == (
        [("uploads.W001", True, True)] if word else []
    )
    assert caplog.messages == [message.msg for message in found]
