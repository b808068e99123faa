"""What a mailbox gets unasked: one budget over all forms, kept in silence."""

import ast
from datetime import UTC, datetime, timedelta
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


def gather(number, about="training", to="ada@town.example", **options):
    """Owe one email that waits for its mailbox; return it."""
    return services.send(
        key=f"g{number}", template="events/mail/confirm", to=to, language="fr", unasked=True, gathers="confirmations",
        context={"confirmations": [(about, f"link {number}")]}, **options,
    )  # fmt: skip


def waiting():
    """Return when each email is due that was not dropped, in minutes after noon, and what it says."""
    rows = Message.objects.filter(state="queued").order_by("next_attempt_at", "pk")
    return [((row.next_attempt_at - NOON).total_seconds() // 60, row.context["confirmations"]) for row in rows]


def test_newest_confirmation_goes_in_the_next_window_however_often_the_address_is_posted(clock):
    for minute in range(60):
        gather(minute)
        clock.shift(60)

    first, *_others, last = waiting()
    assert (len(waiting()), first[0], last) == (4, 0, (60, [["training", "link 59"]]))
    assert Message.objects.filter(state="over_budget").exclude(context={}).count() == 0


def test_posting_an_address_for_other_events_does_not_stop_its_confirmation(clock):
    for number in range(3):
        gather(f"sent {number}", about=f"event {number}")
    gather("hers", about="seminar", discreet=True)
    for number in range(8):
        clock.shift(60)
        gather(f"his {number}", about=f"event {number % 4}")

    last = Message.objects.get(state="queued", next_attempt_at=NOON + timedelta(hours=1))
    assert (last.context["confirmations"][0], last.discreet) == (["event 3", "link his 7"], True)
    assert dict(last.context["confirmations"])["seminar"] == "link hers"
    assert len(last.context["confirmations"]) == 5


def test_confirmation_that_waits_goes_to_no_other_address_of_the_mailbox(clock):
    for number in range(3):
        gather(number)
    gather("hers", about="seminar")
    gather("neighbour", to="a.da@town.example", about="training")

    last = Message.objects.get(state="queued", next_attempt_at__gt=NOON)
    assert (last.to, last.context) == ("a.da@town.example", {"confirmations": [["training", "link neighbour"]]})


def test_day_of_a_mailbox_has_ten_emails_also_when_they_wait(clock):
    for number in range(24 * 12):
        gather(number)
        clock.shift(300)

    due = [minutes for minutes, _links in waiting()]
    assert len([minutes for minutes in due if minutes < 24 * 60]) == services.DAILY
    assert all(later - earlier >= 60 for earlier, later in zip(due, due[3:], strict=False))


def test_waiting_costs_the_same_statements_as_sending(clock, django_assert_num_queries):
    for number in range(5):
        with django_assert_num_queries(4):
            gather(number)


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
