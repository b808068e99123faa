"""sentry-sdk with none of its eyes open: it numbers a report, packs it, and hands it to a connection of ours."""

from typing import Any

from sentry_sdk.client import Client
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport
from sentry_sdk.worker import BackgroundWorker

from coalition.observing.one_way import OneWay

QUEUE = 100  # reports that wait in a process; what comes on top is dropped
TOLD = frozenset({"event_id", "exception", "level", "logger", "platform", "sdk", "tags", "timestamp", "transaction"})


class Carrier(Transport):
    """Takes reports to the server, one after the other, in a thread of its own."""

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(options)
        assert self.parsed_dsn is not None  # noqa: S101  # the client makes none without an address
        auth = self.parsed_dsn.to_auth("coalition")
        self.url = auth.get_api_url()
        self.headers = {"Content-Type": "application/x-sentry-envelope", "X-Sentry-Auth": auth.to_header()}
        self.session = OneWay()
        self.session.verify = options["ca_certs"] or True
        self.worker = BackgroundWorker(queue_size=QUEUE)

    def capture_envelope(self, envelope: Envelope) -> None:
        """Let `envelope` wait its turn; when too many wait it is dropped."""
        self.worker.submit(lambda: self.carry(envelope.serialize()))

    def carry(self, body: bytes) -> None:
        """Send `body`; what goes wrong is told to nobody, since the log has the error itself."""
        try:
            self.session.post(self.url, data=body, headers=self.headers)
        except (OSError, ValueError):  # what `requests` raises, and what a garbled answer does
            return

    def flush(self, timeout: float, callback: Any = None) -> None:
        """Wait at most `timeout` seconds until what waits has left."""
        self.worker.flush(timeout, callback)

    def kill(self) -> None:
        """Send no more."""
        self.worker.kill()


def client(dsn: str, *, certificate: str) -> Client:
    """Return what sends reports to `dsn`; `certificate` is a PEM file, where no known authority vouches for it."""
    return Client(
        dsn=dsn,
        transport=Carrier,
        ca_certs=certificate or None,
        before_send=only_told,
        integrations=[],
        default_integrations=False,
        auto_enabling_integrations=False,
        auto_session_tracking=False,
        send_client_reports=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        attach_stacktrace=False,
        enable_backpressure_handling=False,
        propagate_traces=False,
        spotlight=False,
        debug=False,
        server_name="",
    )


def only_told(event: Any, _hint: Any) -> Any:
    """Return `event` without anything that is not on our list, whatever a newer library may add."""
    return {name: fact for name, fact in event.items() if name in TOLD}
