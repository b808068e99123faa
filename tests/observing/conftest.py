"""A server that takes traces and reports, and a site that sends them there."""

import logging
from collections.abc import Iterator

import pytest

from coalition.observing import reports, spans
from tests.observing.receiver import Canaries, Receiver

MIDDLEWARE = "coalition.observing.watching.ObservingMiddleware"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


@pytest.fixture
def canaries() -> Canaries:
    return Canaries()


@pytest.fixture
def observed(settings, receiver: Receiver) -> Iterator[Receiver]:
    """The receiver of this site: what the environment would set is set."""
    settings.OTEL_EXPORTER_OTLP_ENDPOINT, settings.SENTRY_DSN = receiver.url, receiver.dsn
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], MIDDLEWARE, *settings.MIDDLEWARE[1:]]
    settings.ROOT_URLCONF = "tests.observing.urls"
    handler = reports.Reports(logging.ERROR)
    logging.getLogger().addHandler(handler)
    yield receiver
    logging.getLogger().removeHandler(handler)
    receiver.thawed.set()
    spans.end()
    reports.end()


def sent() -> None:
    """Wait until all that is owed to the server was sent."""
    spans.flush()
    reports.flush(30)
