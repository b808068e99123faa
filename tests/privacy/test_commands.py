"""Requests of persons from the command line: the rules of the CMS, and no address where others may read it."""

import errno
import io
import json
import os
import stat
from datetime import timedelta
from importlib import import_module

import pytest
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coalition.privacy import log_ins, services
from coalition.privacy.persons.models import PersonRequest
from coalition.users import roles
from coalition.users.models import User
from newsletters.readers.models import Reader
from tests.factories.newsletters import ReaderFactory

pytestmark = pytest.mark.django_db

ADA = "ada.hidden@town.example"
HOW = {"by": "officer", "channel": "email", "check": "reply"}


@pytest.fixture(autouse=True)
def officer():
    user = User.objects.create_user("officer")
    user.groups.add(Group.objects.get(name=roles.DATA_PROTECTION))
    return user


@pytest.fixture
def run(monkeypatch):
    """Return a function that runs a command with an address piped in, and returns what it says."""

    def ask(name, *arguments, address=ADA, **options):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{address}\n"))
        said = io.StringIO()
        call_command(name, *arguments, stdout=said, **options)
        return said.getvalue()

    return ask


def session(**held):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.update(held)
    store.create()
    return store.session_key


def test_a_copy_is_a_new_file_of_its_owner_alone_and_the_register_holds_no_address(run, officer, tmp_path):
    ReaderFactory(email=ADA)
    file = tmp_path / "ada.json"

    said = run("export_person", file, **HOW)

    request = PersonRequest.objects.get()
    held = json.loads(file.read_text())["held"]
    assert (held["newsletters"][0]["email"], stat.S_IMODE(file.stat().st_mode)) == (ADA, 0o600)
    assert (request.kind, request.state, request.identity_check, request.answered_by) == (
        "access", "done", "reply", officer,
    )  # fmt: skip
    logged = ModelLogEntry.objects.order_by("pk").values_list("action", "user")
    assert list(logged) == [("privacy.request_recorded", officer.pk), ("privacy.request_given", officer.pk)]
    assert str(request.pk) in said
    assert ADA not in said + str(ModelLogEntry.objects.values()) + str(PersonRequest.objects.values())


def full(descriptor):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_copy_that_does_not_fit_on_the_disk_was_not_given(run, tmp_path, monkeypatch):
    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(CommandError, match=r"No space left on device\. Nothing was given\."):
        run("export_person", tmp_path / "ada.json", **HOW)

    assert (list(tmp_path.iterdir()), PersonRequest.objects.count()) == ([], 0)


def test_no_file_is_written_over(run, tmp_path):
    file = tmp_path / "ada.json"
    file.write_text("mine")

    with pytest.raises(CommandError, match="cannot be written"):
        run("export_person", file, **HOW)

    assert (file.read_text(), PersonRequest.objects.count()) == ("mine", 0)


def test_erasing_says_first_what_it_would_do_and_then_erases_everywhere(run, officer):
    ReaderFactory(email=ADA)
    ReaderFactory(email="someone@town.example")
    with pytest.raises(CommandError, match="Nothing was erased"):
        run("erase_person", **HOW)
    request = PersonRequest.objects.get()
    assert (Reader.objects.count(), request.state) == (2, "open")

    said = run("erase_person", by="officer", request=request.pk, yes=True)

    request.refresh_from_db()
    assert (request.state, request.answered_by, request.counts["newsletters"]) == ("done", officer, 1)
    assert list(Reader.objects.values_list("email", flat=True)) == ["someone@town.example"]
    assert said.startswith("erased: newsletter: 1\n")
    assert ADA not in said
    with pytest.raises(CommandError, match="was answered before"):
        run("erase_person", by="officer", request=request.pk, yes=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "nobody", "channel": "email", "check": "reply"}, "may not answer requests"),
        ({"by": "editor", "channel": "email", "check": "reply"}, "may not answer requests"),
        ({"by": "officer"}, "Say how the request came"),
        ({"by": "officer", "request": 0}, "Say how the request came"),
        ({"by": "officer", "request": 999_999}, "no such request"),
        ({**HOW, "address": "ada"}, "not an email address"),
    ],
)
def test_who_may_not_or_says_too_little_is_refused_in_words(run, options, message):
    User.objects.create_user("editor").groups.add(Group.objects.get(name=roles.COMMITTEE_EDITORS))

    with pytest.raises(CommandError, match=message):
        run("erase_person", yes=True, **options)

    assert PersonRequest.objects.count() == 0


def test_another_address_than_that_of_the_request_erases_nothing(run):
    ReaderFactory(email=ADA)
    with pytest.raises(CommandError):
        run("erase_person", address="other@town.example", **HOW)

    with pytest.raises(CommandError, match="not the address"):
        run("erase_person", by="officer", request=PersonRequest.objects.get().pk, yes=True)

    assert Reader.objects.count() == 1


def test_sessions_and_attempts_to_log_in_are_told_and_end_with_the_person():
    ada, other = User.objects.create_user("ada", ADA), User.objects.create_user("other", "other@town.example")
    hers = {session(_auth_user_id=str(ada.pk)), session(form={"typed": [" Ada.Hidden@Town.example"]})}
    others = {session(_auth_user_id=str(other.pk)), session(typed="other@town.example")}
    seen = {"user_agent": "", "ip_address": "192.0.2.1", "path_info": ""}
    for name in ("ada", ADA, "other"):
        AccessAttempt.objects.create(username=name, failures_since_start=1, **seen)
        AccessLog.objects.create(username=name, **seen)

    told = services.export(address=ADA)["sessions"]
    counts = services.erase(address=ADA)

    assert [sorted(row) for row in told] == [["logged_in_until"]] * 2 + [["tried_to_log_in"]] * 4
    assert counts["sessions"] == 6
    assert set(Session.objects.values_list("pk", flat=True)) == others
    assert hers.isdisjoint(others)
    assert [set(model.objects.values_list("username", flat=True)) for model in (AccessAttempt, AccessLog)] == [
        {"other"}, {"other"},
    ]  # fmt: skip


def test_sessions_that_are_over_are_purged():
    kept, over = session(a=1), session(a=2)
    Session.objects.filter(pk=over).update(expire_date=timezone.now() - timedelta(seconds=1))

    assert log_ins.purge(timezone.now()) == 1
    assert list(Session.objects.values_list("pk", flat=True)) == [kept]


@pytest.mark.parametrize("sessions", [1, 3])
def test_looking_for_sessions_costs_the_same_however_many_there_are(sessions, django_assert_num_queries):
    for number in range(sessions):
        session(number=number)

    with django_assert_num_queries(6):
        log_ins.export(ADA)
