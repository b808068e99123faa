"""What a mailbox gets unasked: one budget over all forms, kept in silence."""

import ast
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import transaction

from coalition.mail import services
from coalition.mail.models import Message
from tests.races import at_once

NOON = datetime(2026, 11, 25, 12, 40, tzinfo=UTC)


@pytest.fixture
def clock(settings, db):
    settings.RATE_LIMITS_ENABLED = True
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def owe(number, to="ada@town.example", *, unasked=True, template="newsletters/mail/confirm"):
    """Owe one mail; return whether it will be sent."""
    message = services.send(
        key=f"k{number}", template=template, to=to, language="fr", context={"code": "123456"}, unasked=unasked
    )
    return message.state == "queued"


def test_a_mailbox_gets_three_unasked_mails_in_any_hour(clock):
    first = [owe(number) for number in range(5)]
    clock.shift(59 * 60)  # another hour of the clock, and not yet an hour later
    still = owe("still")
    clock.shift(2 * 60)

    assert (first, still, owe("later")) == ([True] * 3 + [False] * 2, False, True)


def test_all_kinds_of_mail_share_the_budget_and_what_was_asked_for_is_outside_of_it(clock):
    kinds = ["events/mail/registration", "charter/mail/code", "mail/account", "newsletters/mail/confirm"]

    assert [owe(kind, template=kind) for kind in kinds] == [True, True, True, False]
    assert [owe(f"asked{number}", unasked=False) for number in range(5)] == [True] * 5


def test_an_address_that_proved_itself_has_a_budget_of_its_own(clock):
    mine, neighbour = "ada@town.example", "a.da@town.example"
    assert [owe(f"stranger{number}", to=neighbour) for number in range(4)] == [True, True, True, False]
    assert owe("not proven") is False
    sent = []
    for day in range(services.MOST):
        owe(f"asked{day}", mine, unasked=False)  # a button or a code that was mailed there was used
        clock.shift(1)
        sent += [owe(f"{day}:{number}") for number in range(4)]

    assert sent[:8] == [True, True, True, False] * 2
    assert sum(sent) == services.MOST - 3
    assert owe("neighbour", to=neighbour) is False


def test_what_is_over_budget_is_told_in_the_log_without_its_words(clock):
    for number in range(4):
        owe(number)

    last = Message.objects.get(key="k3")
    assert (last.state, last.unasked, last.context, last.to) == ("over_budget", True, {}, "ada@town.example")


def test_the_same_is_done_within_the_budget_and_over_it(
    clock, django_assert_num_queries, django_capture_on_commit_callbacks
):
    wakes = []
    for number in range(5):
        with django_assert_num_queries(3), django_capture_on_commit_callbacks() as callbacks:
            owe(number)
        wakes.append(len(callbacks))

    assert wakes == [1] * 5


def test_two_that_write_at_once_do_not_both_take_the_last_place(settings, django_db_setup, django_db_blocker):
    settings.RATE_LIMITS_ENABLED = True
    with django_db_blocker.unblock():
        try:
            sent = at_once(*(partial(transaction.atomic(owe), number, to="race@town.example") for number in range(6)))
        finally:
            Message.objects.all().delete()
    assert sum(sent) == services.HOURLY


def test_every_call_says_whether_its_mail_was_asked_for():
    """A mail to an address that somebody only typed must count: no call may forget to say which it is."""
    root = Path(django_settings.BASE_DIR)
    silent = []
    for app in ("charter", "coalition", "events", "home", "newsletters", "webinars"):
        for path in sorted((root / app).rglob("*.py")):
            source = path.read_text()
            if "coalition.mail" not in source and "services.send_text" not in source:
                continue
            for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
                name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
                named = {keyword.arg for keyword in call.keywords}
                owes = name == "send_text" or (name == "send" and {"template", "to"} <= named)
                if owes and "unasked" not in named:
                    silent.append(f"{path.relative_to(root)}:{call.lineno}")
    assert silent == []
