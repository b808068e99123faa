"""An SMTP server that takes everything and needs little: `python -m benchmarks.sink PORT`.

It knows no more of SMTP than a sender of finished mails says, and so is not what a row measures. When it is told to end
(SIGTERM) it prints each recipient and when it took their mail, in seconds of the monotonic clock.
"""

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from coalition import leash
from coalition.stack import ROOT, free_port

END = b"\r\n.\r\n"
taken: list[tuple[str, float]] = []


class Taker(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self.rest, self.recipient, self.is_text = b"", "", False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.rest += data
        while self.rest:
            if self.is_text:
                if not self.rest.endswith(END):
                    return
                self.rest, self.is_text = b"", False
                taken.append((self.recipient, time.monotonic()))
                self.transport.write(b"250 taken\r\n")
                return
            line, end, self.rest = self.rest.partition(b"\r\n")
            if not end:
                self.rest = line
                return
            self.answer(line)

    def answer(self, line: bytes) -> None:
        """Answer one command."""
        verb = line[:4].upper()
        if verb == b"EHLO":
            self.transport.write(b"250-sink\r\n250-PIPELINING\r\n250 SMTPUTF8\r\n")
        elif verb == b"DATA":
            self.is_text = True
            self.transport.write(b"354 go on\r\n")
        elif verb == b"QUIT":
            self.transport.write(b"221 bye\r\n")
            self.transport.close()
        else:
            if verb == b"RCPT":
                self.recipient = line.partition(b"<")[2].partition(b">")[0].decode()
            self.transport.write(b"250 fine\r\n")


async def serve(port: int) -> None:
    """Take mails until SIGTERM."""
    loop = asyncio.get_running_loop()
    told = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, told.set)
    server = await loop.create_server(Taker, "127.0.0.1", port)
    await told.wait()
    server.close()


class Sink:
    """A running sink; once it was ended, `taken` are recipients and times, oldest first."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.taken: list[tuple[str, float]] = []


@contextmanager
def running() -> Iterator[Sink]:
    """Run a sink of its own process."""
    sink = Sink(free_port())
    command = [sys.executable, "-m", "benchmarks.sink", str(sink.port)]
    process = subprocess.Popen(leash.command(command), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield sink
    finally:
        process.terminate()
        told, _nothing = process.communicate(timeout=30)
        sink.taken = [(address, at) for address, at in json.loads(told or "[]")]


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
    print(json.dumps(taken))
