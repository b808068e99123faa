"""Two names for one certificate at once: only files of one name stay genuine."""

import uuid
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Event

import pytest
import time_machine
from django.db import connections

from coalition.certificates import file_signatures
from coalition.certificates import services as certificates
from coalition.certificates.models import IssuedFile
from events.door.certificates import issue
from events.online.models import Joining
from tests.factories.events import RegistrationFactory, SeatCategoryFactory

pytestmark = pytest.mark.attack


@pytest.fixture
def two_names(next_month, monkeypatch):
    """Return a function: Ada's file is signed while Bea's name takes its place; how many names have genuine files."""
    begun, go_on = Event(), Event()

    def slow_seal(content, **kwargs):
        if not begun.is_set():
            begun.set()
            go_on.wait(timeout=1)
        return content + uuid.uuid4().bytes

    def give(row, name):
        try:
            issue(registration=row, name=name, shows_name=False, language="en")
        finally:
            connections.close_all()

    def rush():
        row = RegistrationFactory(category=SeatCategoryFactory(event=next_month()))
        Joining.objects.create(registration=row)
        with time_machine.travel(row.event.end + timedelta(hours=1)), ThreadPoolExecutor(2) as threads:
            first = threads.submit(give, row, "Ada")
            begun.wait(timeout=60)
            second = threads.submit(give, row, "Bea")
            wait([second], timeout=0.5)
            go_on.set()
            first.result(), second.result()
        return IssuedFile.objects.filter(certificate__key=row.pk).count()

    monkeypatch.setattr(file_signatures, "seal", slow_seal)
    monkeypatch.setattr(certificates, "draw", lambda certificate, content, language: certificate.name.encode())
    return rush


def test_two_names_at_once_leave_files_of_one(two_names):
    assert two_names() == 1


def test_canary_without_one_transaction_files_of_both_are_genuine(two_names, monkeypatch):
    monkeypatch.setattr(certificates, "issue", certificates.issue.__wrapped__)

    assert two_names() == 2
