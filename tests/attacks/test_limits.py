"""What a stranger makes of the limits: a counter that tells who was there, a weapon against who tries, a mail bomb."""

import re
from collections import Counter
from datetime import UTC, datetime
from functools import partial

import pytest
import time_machine
from django.test import Client, RequestFactory

from coalition.mail.models import Message
from coalition.privacy import inquiries, proof_of_work, rate_limits
from newsletters.readers import services as readers
from tests.factories.charter import published_version
from tests.factories.newsletters import newsletter_section

from .measuring import rounds

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HERS = "amina@town.example"
STRANGER = {"REMOTE_ADDR": "203.0.113.9"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings):
    settings.RATE_LIMITS_ENABLED = True
    newsletter_section()
    published_version()
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def subscribe(email, *, network=1, **more):
    """Post the newsletter's form from a network of its own, without a proof."""
    shown = readers.consent_words("en").digest
    form = {"email": email, "language": "en", "frequency": "each", "consent": "on", "shown": shown, **more}
    return Client().post("/en/newsletter/", form, REMOTE_ADDR=f"10.{network // 250}.{network % 250}.1")


def start(email, *, network=1, path="/en/charter/sign/"):
    return Client().post(
        path, {"email": email, "government": "Harbour"}, REMOTE_ADDR=f"10.{network // 250}.{network % 250}.1"
    )


resend = partial(start, path="/en/charter/sign/link/")


def told(response):
    """Return what a stranger can see of an answer; secrets of addresses are random."""
    return response.status_code, re.sub(r"[\w-]{43}", "secret", response.get("Location", "")), len(response.content)


@pytest.mark.parametrize("door", [subscribe, start, resend])
def test_an_oracle_of_counters_nobody_learns_that_she_tried(door):
    for number in range(5):
        door(HERS, network=100 + number)

    after_her = [told(door(HERS, network=200 + number)) for number in range(12)]
    after_nobody = [told(door("nobody@town.example", network=300 + number)) for number in range(12)]

    assert after_her == after_nobody
    assert {status for status, _where, _length in after_her} == {302}


def test_a_weapon_neither_wrong_codes_of_a_stranger_nor_codes_that_he_asks_for_block_the_right_one():
    hers = subscribe(HERS, network=1)
    right = Message.objects.latest("pk").context["code"]
    his = subscribe(HERS, network=2)
    for number in range(15):
        Client().post(his["Location"], {"code": f"{number:06d}"}, REMOTE_ADDR="10.0.2.1")
    for number in range(10):
        subscribe(HERS, network=10 + number)

    answer = Client().post(hers["Location"], {"code": right}, REMOTE_ADDR="10.0.1.1")

    assert (answer.status_code, "/newsletter/manage/" in answer["Location"]) == (302, True)


def test_a_mail_bomb_of_fifty_posts_is_three_mails_an_hour_and_ten_a_day_whatever_is_typed(clock):
    local, domain = HERS.split("@")
    written = [HERS, HERS.upper(), f"{local}+1@{domain}", f"a.mi.na@{domain}", f"{local}+x.y@{domain.upper()}"]
    doors = [subscribe, start, resend]

    def bomb():
        return [doors[number % 3](written[number % 5], network=number) for number in range(rounds(50, 500))]

    def sent():
        return Message.objects.exclude(state="over_budget").count()

    answers = bomb()
    assert ({answer.status_code for answer in answers}, sent()) == ({302}, 3)
    for hour in range(1, 24):
        clock.move_to(NOON.replace(day=25 + (12 + hour) // 24, hour=(12 + hour) % 24, minute=hour))
        for number in range(5):
            start(written[number], network=number)  # the newsletter writes once a day to each way of typing it
    assert sent() == 10


def test_one_post_is_one_mail_at_most_also_for_many_open_signatures(clock):
    for number in range(3):
        start(HERS, network=number)
    clock.shift(7200)
    before = Message.objects.count()

    resend(HERS, network=9)
    inquiries.answer_due()  # as the worker does

    mail = Message.objects.latest("pk")
    assert (Message.objects.count() - before, len(mail.context["urls"])) == (1, 3)


def test_a_flooder_pays_more_for_each_challenge_and_a_visitor_elsewhere_does_not(settings):
    settings.PROOF_OF_WORK_TRIES = 3_000  # as in production: a try is a millisecond
    his = [proof_of_work.hardness(RequestFactory().get("/", **STRANGER)) for _challenge in range(200)]
    hers = proof_of_work.hardness(RequestFactory().get("/", REMOTE_ADDR="198.51.100.1"))

    seconds = sum(his) * settings.PROOF_OF_WORK_TRIES / 2 / 1000
    assert (his[0], his[-1], hers) == (1, 4, 1)
    assert seconds > 600  # for 200 forms: three seconds each


@pytest.mark.parametrize("proven", [True, False])
def test_who_lives_behind_the_same_address_does_not_count_her_attempt(monkeypatch, proven):
    """He tries until he is refused. The best guess from how often he was let in is hardly better than a coin."""
    sign = rate_limits.Limit(per_network=2, overall=10**6, unproven=2, spread=rate_limits.LIMITS["sign"].spread)
    monkeypatch.setitem(rate_limits.LIMITS, "sign", sign)

    def let_in(request):
        try:
            rate_limits.check(scope="sign", request=request, proven=proven)
        except rate_limits.RateLimited:
            return False
        return True

    told = set()
    for number in range(rounds(4, 100)):
        his = RequestFactory().get("/", REMOTE_ADDR=f"10.2.{number}.1")
        border = 2 + rate_limits._more("sign", f"10.2.{number}.1", sign)
        let_in(his)  # her attempt: all that he sees is the border, less one
        told.add(border)
        assert [let_in(his) for _time in range(border)] == [True] * (border - 1) + [False]
    assert len(told) > 2

    networks = (f"{number >> 16}.{number >> 8 & 255}.{number & 255}.9" for number in range(40_000))
    borders = [rate_limits._more("sign", where, sign) for where in networks]
    without, with_her = Counter(borders), Counter(border - 1 for border in borders)
    best = sum(max(without[seen], with_her[seen]) for seen in without | with_her) / (2 * len(borders))
    assert 0.5 < best < 0.55
