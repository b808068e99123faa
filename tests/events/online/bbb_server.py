"""A small server that checks calls as BigBlueButton's documentation says, and answers as it does.

https://docs.bigbluebutton.org/development/api/: the checksum is the SHA-256 of the call's name, the query string in the
order in which it came without the checksum, and the shared secret.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

SECRET = "a-secret-of-tests"
RECORDING = """
<recording><recordID>{key}</recordID><meetingID>{meeting}</meetingID><internalMeetingID>{key}</internalMeetingID>
<name>Training</name><isBreakout>false</isBreakout><published>{published}</published><state>published</state>
<startTime>1804672800000</startTime><endTime>1804676400000</endTime><participants>3</participants>
<metadata><meetingName>Training</meetingName></metadata>
<playback>
  <format><type>podcast</type><url>https://bbb.example/podcast</url><length>61</length></format>
  <format><type>presentation</type><url>{address}</url><processingTime>7177</processingTime><length>61</length></format>
</playback></recording>
"""


def failed(key: str, words: str = "") -> str:
    return f"<returncode>FAILED</returncode><messageKey>{key}</messageKey><message>{words}</message>"


class Meetings:
    """What the server holds: meetings by their identifier with their parameters, and what it was asked."""

    def __init__(self) -> None:
        self.meetings: dict[str, dict[str, str]] = {}
        self.began: dict[str, str] = {}
        self.recordings: list[dict[str, str]] = []
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.says: bytes | None = None  # instead of an answer
        self.url = ""

    def answer(self, call: str, query: str) -> str:
        signed, _mark, checksum = query.rpartition("&checksum=")
        if hashlib.sha256(f"{call}{signed}{SECRET}".encode()).hexdigest() != checksum:
            return failed("checksumError", "Checksums do not match")
        asked = dict(parse_qsl(signed, strict_parsing=True))
        self.calls.append((call, asked))
        return str(getattr(self, f"do_{call}")(asked))

    def do_create(self, asked: dict[str, str]) -> str:
        """Make a meeting; one with the same parameters is there already, and one with others refuses."""
        if asked["meetingID"] not in self.meetings:
            self.began[asked["meetingID"]] = str(1804672800000 + len(self.calls))
        known = self.meetings.setdefault(asked["meetingID"], asked)
        if known != asked:
            return failed("idNotUnique")
        began = self.began[asked["meetingID"]]
        return f"<returncode>SUCCESS</returncode><createTime>{began}</createTime><messageKey/>"

    def do_join(self, asked: dict[str, str]) -> str:
        if set(asked) != {"fullName", "meetingID", "role", "createTime"}:
            return failed("missingParameters")
        if asked["meetingID"] not in self.meetings:
            return failed("notFound")
        if asked["createTime"] != self.began[asked["meetingID"]]:
            return failed("mismatchCreateTime")
        return "<returncode>SUCCESS</returncode><messageKey>successfullyJoined</messageKey>"

    def do_end(self, asked: dict[str, str]) -> str:
        if self.meetings.pop(asked["meetingID"], None) is None:
            return failed("notFound", "We could not find a meeting with that meeting ID")
        return "<returncode>SUCCESS</returncode><messageKey>sentEndMeetingRequest</messageKey>"

    def do_getRecordings(self, asked: dict[str, str]) -> str:
        rows = "".join(RECORDING.format(**{"meeting": asked["meetingID"], **row}) for row in self.recordings)
        return f"<returncode>SUCCESS</returncode><recordings>{rows}</recordings>"


@contextmanager
def serving() -> Iterator[Meetings]:
    """Serve meetings on this machine."""
    meetings = Meetings()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _mark, query = self.path.partition("?")
            call = path.removeprefix("/bigbluebutton/api/")
            body = meetings.says
            if body is None:
                body = f"<response>{meetings.answer(call, query)}</response>".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    meetings.url = f"http://127.0.0.1:{server.server_address[1]}/bigbluebutton/"
    try:
        yield meetings
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
