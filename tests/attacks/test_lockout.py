"""What a stranger makes of the log-in: he guesses slowly, and keeps nobody out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition.privacy import lockout, rate_limits, services
from coalition.privacy.models import RateCounter
from coalition.users.models import User

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
PASSWORD = "a-Long-Enough-word"
OFFICE, ELSEWHERE = "192.0.2.1", "203.0.113.9"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings):
    settings.RATE_LIMITS_ENABLED = True
    User.objects.create_superuser("nadia", "nadia@town.example", PASSWORD)
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def delays():
    return RateCounter.objects.filter(scope=RateCounter.DELAY)


def log_in(login="nadia", password=PASSWORD, *, network=OFFICE, client=None):
    """Return 302 for a log-in, 200 for a wrong password or too many of a network, 429 for a wait."""
    client = client or Client()
    return client.post(
        reverse("account_login"), {"login": login, "password": password}, REMOTE_ADDR=network
    ).status_code


@pytest.mark.parametrize("login", ["nadia", "nadia@town.example"])
def test_twelve_wrong_log_ins_with_invented_names_do_not_refuse_a_right_password(login):
    invented = ["mayor", "admin", "root@town.example", "nadya@town.example"]
    wrong = [log_in(f"{number}{invented[number % 4]}", "wrong") for number in range(12)]

    assert (wrong, log_in(login)) == ([200] * 12, 302)


@pytest.mark.parametrize("login", ["nadia", "nadia@town.example"])
def test_a_stranger_elsewhere_locks_himself_out_and_not_the_editor(login):
    his = [log_in(login, "wrong", network=ELSEWHERE) for _try in range(10)]

    assert (his, log_in(login, network=ELSEWHERE)) == ([200] * 7 + [429] * 3, 429)
    assert log_in(login) == 302


def test_a_neighbour_behind_the_same_address_does_not_keep_out_a_browser_that_logged_in_before(monkeypatch):
    monkeypatch.setitem(rate_limits.LIMITS, "log-in", rate_limits.Limit(per_network=10, overall=99))
    hers = Client()
    assert log_in(client=hers) == 302
    hers.cookies.pop("sessionid")

    for _try in range(lockout.FREE):
        log_in(password="wrong")
    for number in range(10):
        log_in(f"stranger{number}", "wrong")

    assert log_in() != 302  # from a browser that nobody knows
    assert log_in(client=hers) == 302


def test_the_wait_grows_and_is_forgotten_after_a_day(clock):
    waits = []
    for _try in range(lockout.FREE - 1):
        log_in(password="wrong")
    for _wait in range(9):
        log_in(password="wrong")
        row = delays().get()
        waits.append(int((lockout.locked_until(row) - row.window).total_seconds()) // 60)
        assert log_in() == 429  # the right password, too early
        clock.move_to(lockout.locked_until(row))

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    clock.shift(lockout.FORGOTTEN_AFTER.total_seconds() + 1)
    assert log_in(password="wrong") == 200


def test_a_guesser_has_so_many_passwords_a_day_from_one_network(clock):
    looked_at = 0
    while timezone.now() < NOON + timedelta(days=1):
        row, allowed = lockout._count("one name from one network")
        looked_at += allowed
        clock.move_to(max(lockout.locked_until(row), timezone.now() + timedelta(seconds=1)))

    assert looked_at == 36  # as the module says


def test_case_and_spaces_are_one_name_and_a_v6_network_is_one():
    names = ["nadia@town.example", "Nadia@Town.Example", " nadia@town.example ", "NADIA@TOWN.EXAMPLE"]
    for number in range(lockout.FREE):
        log_in(names[number % 4], "wrong", network=f"2001:db8:1:2::{number}")

    assert log_in("nadia@town.example", network="2001:db8:1:2:ffff::1") == 429


@pytest.mark.parametrize("spelling", ["nadıa", "NADİA", "ｎａｄｉａ", "nadia\u0301"])
def test_spellings_that_the_database_takes_for_one_name_are_counted_as_one(spelling):
    """PostgreSQL compares capitals by its own language's rules: each letter would be a new name to guess for."""
    for number in range(lockout.FREE):
        log_in(spelling if number % 2 else "nadia", "wrong")

    assert log_in("nadia") == 429
    assert delays().count() == 1


def test_the_right_password_ends_the_counting_before_the_second_factor():
    for _try in range(lockout.FREE - 1):
        log_in(password="wrong")

    assert (log_in(), delays().count()) == (302, 0)


def test_a_try_is_counted_before_its_password_is_looked_at(monkeypatch):
    """A hundred at once are a hundred: none is let through because the others have not failed yet."""
    counted = []
    monkeypatch.setattr("coalition.users.backends.find", lambda _login: counted.append(delays().get().count))
    log_in(password="wrong")

    assert counted == [1]


def test_a_forged_cookie_makes_no_known_browser():
    client = Client()
    client.cookies[lockout.COOKIE] = "eyJicm93c2VyIjoiMSIsIm5hbWVzIjpbXX0:1abc:forged"
    for _try in range(lockout.FREE):
        log_in(password="wrong")

    assert log_in(client=client) == 429


def test_nothing_is_kept_by_name_or_address_and_the_purge_empties_what_was(clock):
    log_in(password="wrong", network=ELSEWHERE)
    log_in()
    kept = " ".join(str(value) for row in RateCounter.objects.values() for value in row.values())
    assert [word for word in ("nadia", ELSEWHERE) if word in kept] == []

    clock.shift(2 * 24 * 3600)
    services.purge()

    assert RateCounter.objects.count() == 0
