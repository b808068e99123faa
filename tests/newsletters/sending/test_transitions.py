"""An edition on its way: a first part, a halt by rule, pause, resume, cancel, and a database that was restored."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from coalition.mail import epochs
from coalition.mail.models import Epoch
from coalition.stack import ROOT
from coalition.users.models import User
from newsletters.editions import approval
from newsletters.editions import services as editions
from newsletters.readers import services as recipients
from newsletters.sending import services as sending
from newsletters.sending import timetable, transitions
from newsletters.sending.models import Delivery, Edition
from newsletters.signals import copy_came_back
from tests.factories.newsletters import DeliveryFactory, EditionTextFactory, ReaderFactory, make_edition
from tests.state_pictures import picture

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


def edition(**facts):
    """Return a frozen edition that did not leave."""
    return editions.freeze(page=make_edition(), by=None, **facts)


def counts(one):
    rows = one.deliveries.values_list("state", flat=True)
    return {state: list(rows).count(state) for state in set(rows)}


@pytest.fixture
def few(monkeypatch):
    """A first part of two readers."""
    monkeypatch.setattr(transitions, "FEWEST", 2)
    ReaderFactory.create_batch(5)


def test_a_first_part_goes_before_all_others(few, wire, clock):
    one = transitions.start(edition=edition(canary=True))
    sending.deliver()
    assert (one.state, len(wire), counts(one)) == ("canary", 2, {"sent": 2, "held": 3})

    timetable.look_after(now=NOW + timedelta(minutes=29))
    assert Edition.objects.get().state == "canary"
    clock.shift(transitions.FIRST_WAIT)
    timetable.look_after(now=NOW + transitions.FIRST_WAIT)
    timetable.look_after(now=NOW + transitions.FIRST_WAIT)
    sending.deliver()

    assert (Edition.objects.get().state, len(wire), len({to for _from, to, _data in wire})) == ("sent", 5, 5)


@pytest.mark.parametrize(("sent", "hard", "spam", "reason"), [
    (149, 3, 0, "bounces"), (151, 3, 0, ""), (60, 2, 0, ""), (2000, 0, 2, ""), (999, 0, 2, "complaints"),
    (9, 0, 1, ""),
])  # fmt: skip
def test_too_much_that_comes_back_halts_it(sent, hard, spam, reason):
    text = EditionTextFactory()
    verdicts = ["hard"] * hard + ["complaint"] * spam
    left = [Delivery(edition=text.edition, text=text, state="sent", sent_at=NOW) for _ in range(sent - len(verdicts))]
    back = [Delivery(edition=text.edition, text=text, state="failed", bounce=one, bounced_at=NOW) for one in verdicts]
    Delivery.objects.bulk_create([*left, *back, Delivery(edition=text.edition, text=text, state="queued")])

    copy_came_back.send(sender=Delivery, delivery=Delivery.objects.latest("pk").pk)

    one = Edition.objects.get()
    assert (one.state, one.stopped_because) == (("halted", reason) if reason else ("sending", ""))
    assert counts(one).get("held", 0) == bool(reason)


def test_a_halted_edition_goes_on_by_a_person_alone_and_is_judged_anew(clock, wire):
    text = EditionTextFactory()
    for state in ("sent", "failed", "failed", "failed", "queued"):
        bounce = "hard" if state == "failed" else ""
        DeliveryFactory(text=text, state=state, bounce=bounce, bounced_at=NOW if bounce else None, sent_at=NOW)
    timetable.look_after(now=NOW)
    sending.deliver()
    assert (Edition.objects.get().state, wire) == ("halted", [])

    clock.shift(60)
    transitions.resume(edition=text.edition, by=None)
    timetable.look_after(now=NOW)
    sending.deliver()

    assert (Edition.objects.get().state, len(wire)) == ("sent", 1)


def test_a_paused_edition_sends_nothing_until_it_is_resumed(few, wire):
    one = transitions.start(edition=edition())
    taken = one.deliveries.first()
    Delivery.objects.filter(pk=taken.pk).update(state="sending")  # a worker holds it
    transitions.pause(edition=one, by=None)
    sending.deliver()
    assert (counts(one), wire) == ({"held": 5}, [])

    transitions.resume(edition=one, by=None)
    sending.deliver()
    assert (len(wire), Edition.objects.get().state) == (5, "sent")


@pytest.mark.parametrize(("stop", "state"), [(transitions.pause, "held"), (transitions.cancel, "cancelled")])
def test_a_copy_that_the_server_put_off_meanwhile_stays_with_the_others(few, wire, stop, state):
    one = transitions.start(edition=edition())
    taken = one.deliveries.first()
    Delivery.objects.filter(pk=taken.pk).update(state="handing_over")  # the server has its text
    stop(edition=one, by=None)
    Delivery.objects.filter(pk=taken.pk).update(state="queued", last_error="Refused: 451 later")

    sending.deliver()

    assert (counts(one), wire) == ({state: 5}, [])


def test_what_is_left_is_cancelled(few, wire):
    one = transitions.start(edition=edition(canary=True))
    sending.deliver()
    transitions.cancel(edition=one, by=None)
    sending.deliver()

    assert (Edition.objects.get().state, counts(one)) == ("cancelled", {"sent": 2, "cancelled": 3})
    for decide in (transitions.pause, transitions.resume, transitions.cancel):
        with pytest.raises(transitions.NotNow):
            decide(edition=one, by=None)


def scheduled(at=NOW + timedelta(hours=1)):
    ReaderFactory()
    one = edition(approved_at=NOW)
    one.schedule(at=at, zone="Europe/Paris")
    one.save()
    return one


@pytest.mark.parametrize(("after", "state"), [(59, "scheduled"), (60, "sending"), (179, "sending"), (181, "late")])
def test_a_scheduled_edition_leaves_at_its_time_and_is_asked_about_when_it_is_late(after, state):
    scheduled()

    for _time in range(2):
        timetable.look_after(now=NOW + timedelta(minutes=after))

    assert (Edition.objects.get().state, Delivery.objects.count()) == (state, int(state == "sending"))


@pytest.mark.parametrize("choice", [Epoch.Choice.SEND, Epoch.Choice.DROP, Epoch.Choice.OWN])
def test_a_restored_database_sends_no_edition_by_itself(few, wire, choice):
    epochs.holds_mail()
    running = transitions.start(edition=edition(canary=True))
    one = scheduled()
    Epoch.objects.update(held_since=NOW, held_because="moved")
    timetable.look_after(now=NOW + timedelta(hours=1))
    with pytest.raises(transitions.NotNow):
        approval.send_now(edition=one, by=None)

    epochs.decide(choice=choice)
    timetable.look_after(now=NOW + timedelta(hours=1))
    sending.deliver()

    states = dict(Edition.objects.values_list("pk", "state"))
    assert (states, wire) == ({running.pk: "paused", one.pk: "late"}, [])
    assert set(Edition.objects.values_list("stopped_because", flat=True)) == {"restored"}


def test_others_than_were_approved_receive_nothing_by_themselves(wire):
    one = scheduled()
    recipients.choose_recipients(translation_key=one.translation_key, themes=["health"], frequency="each")

    timetable.look_after(now=NOW + timedelta(hours=1))

    assert list(Edition.objects.values_list("state", "stopped_because")) == [("late", "changed")]
    assert Delivery.objects.count() == 0


def test_the_database_refuses_what_must_never_be():
    person = User.objects.create_user("ann", "ann@town.example", "x")
    for wrong in (
        {"sent_by": person, "approved_by": person},
        {"state": "scheduled"},
        {"state": "sending", "started_at": None},
        {"state": "asked", "started_at": NOW},
        {"state": "halted", "started_at": NOW},
        {"state": "cancelled", "started_at": NOW},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(translation_key="8b2c3a3e-6b1e-4a51-9a55-3c6f0d6f3a11", title="x", **wrong)


def test_words_that_are_not_those_approved_do_not_leave():
    one = edition()
    Edition.objects.update(digest="0" * 64)
    with pytest.raises(transitions.Changed):
        transitions.start(edition=one)


def test_the_picture_of_the_states_is_todays():
    readme = (ROOT / "newsletters/sending/README.md").read_text(encoding="utf-8")

    assert picture(Edition) in readme
