"""What the inspector says of many files: one process that divides for each, since a verdict leaves its traces."""

import json
import struct
import subprocess
import sys
from collections.abc import Sequence

from django.conf import settings

from coalition.uploads.inspector.verdict import Cause

JUDGE = """
import json, os, struct, sys
from coalition.uploads.inspector import inspect, limits, pdf, image
from coalition.uploads.inspector.office import document
from coalition.uploads.inspector.verdict import Refused
found = []
while head := sys.stdin.buffer.read(8):
    content = sys.stdin.buffer.read(struct.unpack(">Q", head)[0])
    reading, writing = os.pipe()
    if not os.fork():
        try:
            inspect.inspect(content, limits.LIBRARY)
            told = "taken"
        except Refused as refusal:
            told = refusal.cause.value
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    found.append(os.read(reading, 100).decode())
    os.close(reading)
    os.wait()
print(json.dumps(found))
"""


def causes(contents: Sequence[bytes]) -> list[Cause]:
    """Return why the library refuses each of `contents`; all are hostile."""
    asked = b"".join(struct.pack(">Q", len(content)) + content for content in contents)
    environment = {"PYTHONPATH": str(settings.BASE_DIR), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-P", "-c", JUDGE]
    judged = subprocess.run(command, input=asked, capture_output=True, env=environment, check=True)
    return [Cause(told) for told in json.loads(judged.stdout)]
