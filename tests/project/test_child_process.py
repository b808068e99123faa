"""What was started ends with the process that started it, also when that one is killed."""

import subprocess
import sys

import psutil
import pytest

from coalition.stack import ROOT

START = """
import subprocess, sys, time
from coalition import child_process
child = subprocess.Popen(child_process.command([sys.executable, "-c", "import time; time.sleep(600)"]))
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_who_is_killed_leaves_no_process():
    starter = subprocess.Popen([sys.executable, "-c", START], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    child = psutil.Process(int(starter.stdout.readline()))

    starter.kill()
    starter.communicate()

    child.wait(30)
