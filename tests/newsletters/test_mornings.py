"""An edition in each reader's morning: when each copy is due, and that no earlier one leaves."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from coalition import health
from coalition.privacy import services as privacy
from newsletters.editions import services as editions
from newsletters.editions import workflow
from newsletters.editions.forms import AskForm, MoveForm
from newsletters.readers import zones
from newsletters.running import services as running
from newsletters.running import timing
from newsletters.sending import mornings
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery, Edition
from tests.factories.members import ContactFactory
from tests.factories.newsletters import ReaderFactory, make_edition

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
DAY = date(2026, 12, 3)
BEGINS = datetime(2026, 12, 2, 17, tzinfo=UTC)  # it is 8:00 at 18:00 UTC of the day before, on the Line Islands
ZONES = ("Pacific/Auckland", "Asia/Hebron", "Europe/Paris", "America/Mexico_City")
AUCKLAND, HEBRON, PARIS, MEXICO = (
    datetime(2026, 12, 2, 19, tzinfo=UTC),
    *(datetime(2026, 12, 3, hour, tzinfo=UTC) for hour in (6, 7, 14)),
)


@pytest.fixture(autouse=True)
def clock():
    mornings.instants.cache_clear()
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved
    mornings.instants.cache_clear()


@pytest.fixture
def readers():
    """One reader in each of the four zones."""
    return [ReaderFactory(zone=zone, email=f"{number}@town.example") for number, zone in enumerate(ZONES)]


def for_morning(day=DAY, **facts):
    """Return an approved edition for the morning of `day`."""
    one = editions.freeze(page=make_edition(), by=None, approved_at=NOW, **facts)
    one.schedule(at=mornings.begins(day), zone="Europe/Paris", morning=day)
    one.save()
    return one


def begin(clock, **facts):
    one = for_morning(**facts)
    clock.move_to(BEGINS)
    timing.look_after(now=BEGINS)
    return Edition.objects.get(pk=one.pk)


def work(clock, at):
    """Let the worker do at that time what it does each minute; return how many copies left by then."""
    clock.move_to(at)
    timing.hold_what_is_late(now=at)
    sending.deliver()
    timing.look_after(now=at)
    return Delivery.objects.filter(state="sent").count()


def test_each_copy_is_due_at_eight_on_the_clock_of_its_reader(readers, clock):
    begin(clock)

    due = Delivery.objects.order_by("reader_id").values_list("due_at", "next_attempt_at")
    assert list(due) == [(at, at) for at in (AUCKLAND, HEBRON, PARIS, MEXICO)]


def test_no_copy_leaves_before_its_time(readers, clock, wire):
    begin(clock)
    times = [BEGINS, *(at + timedelta(minutes=one) for at in (AUCKLAND, HEBRON, PARIS, MEXICO) for one in (-1, 0))]

    assert [work(clock, at) for at in times] == [0, 0, 1, 1, 2, 2, 3, 3, 4]
    assert ([to for _from, to, _data in wire], Edition.objects.get().state) == (
        [f"{number}@town.example" for number in range(4)], "sent",
    )  # fmt: skip


def test_it_begins_before_the_first_morning_on_earth():
    assert mornings.begins(DAY) == BEGINS
    assert min(mornings.instants(DAY).values()) - BEGINS == timedelta(hours=1)


@pytest.mark.parametrize(("day", "zone", "due"), [
    (date(2027, 3, 28), "Europe/Paris", datetime(2027, 3, 28, 6, tzinfo=UTC)),  # clocks went forward at night
    (date(2027, 4, 4), "Pacific/Auckland", datetime(2027, 4, 3, 20, tzinfo=UTC)),  # and back
])  # fmt: skip
def test_clocks_that_change_change_the_instant(day, zone, due):
    assert mornings.instants(day)[zone] == due


def test_a_morning_that_clocks_skip_is_read_by_the_offset_before(monkeypatch):
    monkeypatch.setattr(mornings, "HOUR", time(2, 30))
    assert mornings.instants(date(2027, 3, 28))["Europe/Paris"] == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_who_tells_no_zone_has_that_of_their_government_else_that_of_the_edition(clock):
    iztapalapa = {"government__country": "MX", "government__latitude": "19.36", "government__longitude": "-99.07"}
    chosen, contact, unknown, odd = (
        ReaderFactory(email="chosen@town.example", zone="Asia/Hebron"),
        ReaderFactory(email="contact@town.example"),
        ReaderFactory(),
        ReaderFactory(zone="Old/Zone"),  # which the tables do not have any more
    )
    ContactFactory(email="chosen@town.example", **iztapalapa)
    ContactFactory(email="contact@town.example", government__code="MX-1", **iztapalapa)
    begin(clock)

    due = dict(Delivery.objects.values_list("reader", "due_at"))
    assert due == {chosen.pk: HEBRON, contact.pk: MEXICO, unknown.pk: PARIS, odd.pk: PARIS}


@pytest.mark.parametrize(("place", "zone"), [
    (("FR",), "Europe/Paris"), (("KM",), "Indian/Comoro"), (("PS", "32.46", "35.3"), "Asia/Hebron"),
    (("MX", "19.36", "-99.07"), "America/Mexico_City"), (("MX", "32.5", "-117.0"), "America/Tijuana"),
    (("MX",), ""), (("ZZ",), ""), (("NZ", "-36.9", "174.8"), "Pacific/Auckland"),
    (("CL", "-33.45", "-70.67"), "America/Santiago"), (("RU", "66.0", "-171.0"), "Asia/Anadyr"),
])  # fmt: skip
def test_the_zone_of_a_place_is_the_only_one_of_its_country_or_that_of_the_nearest_town(place, zone):
    assert zones.of_place(*place) == zone


def test_who_moves_after_the_beginning_keeps_the_time(readers, clock, client):
    begin(clock)
    reader = readers[0]
    wishes = {"language": "en", "frequency": "each", "zone": "America/Mexico_City", "action": "save"}
    client.post(f"/en/newsletter/manage/{reader.token}/", wishes)

    reader.refresh_from_db()
    assert (reader.zone, Delivery.objects.get(reader=reader).due_at) == ("America/Mexico_City", AUCKLAND)


def test_a_zone_is_chosen_from_the_list_exported_and_gone_with_the_reader(client):
    reader = ReaderFactory(email="a@town.example")
    path = f"/en/newsletter/manage/{reader.token}/"
    assert 'value="Asia/Hebron"' in client.get(path).text
    wishes = {"language": "en", "frequency": "each", "action": "save"}

    refused = client.post(path, wishes | {"zone": "Mars/Olympus"})
    assert refused.context["form"].errors == {"zone": ["Choose a time zone from the list."]}
    client.post(path, wishes | {"zone": "Asia/Hebron"})

    assert privacy.export(address="a@town.example")["newsletters"][0]["zone"] == "Asia/Hebron"
    client.post(path, wishes | {"zone": ""})
    assert privacy.export(address="a@town.example")["newsletters"][0]["zone"] == ""


def test_the_first_part_is_over_before_the_first_morning(readers, clock, wire, monkeypatch):
    monkeypatch.setattr(running, "FEWEST", 1)
    begin(clock, canary=True)
    assert work(clock, BEGINS) == 1
    assert (Edition.objects.get().state, len(wire)) == ("canary", 1)

    passed = BEGINS + running.FIRST_WAIT
    assert (work(clock, passed), Edition.objects.get().state) == (1, "sending")
    assert passed < min(mornings.instants(DAY).values())
    others = Delivery.objects.filter(state="queued", due_at__isnull=False).order_by("due_at")
    assert [work(clock, at) for at in list(others.values_list("due_at", flat=True))] == [2, 3, 4]


def test_pause_resume_and_cancel_hold_for_the_rest(readers, clock):
    one = begin(clock)
    assert work(clock, AUCKLAND) == 1
    running.pause(edition=one, by=None)
    assert work(clock, HEBRON) == 1

    running.resume(edition=one, by=None)
    assert work(clock, HEBRON + timedelta(minutes=1)) == 2  # the one whose morning has come
    running.cancel(edition=one, by=None)
    assert work(clock, MEXICO) == 2
    assert (
        list(Delivery.objects.order_by("reader_id").values_list("state", flat=True)) == ["sent"] * 2 + ["cancelled"] * 2
    )


@pytest.mark.parametrize(("minutes", "state"), [(119, "sending"), (120, "paused")])
def test_copies_whose_own_morning_passed_two_hours_ago_are_asked_about(readers, clock, minutes, state):
    one = begin(clock)
    assert work(clock, AUCKLAND) == 1  # and then nothing runs
    late = HEBRON + timedelta(minutes=minutes)

    sent = work(clock, late)

    assert (sent, Edition.objects.get().state) == (3 if state == "sending" else 1, state)
    if state == "paused":
        assert Edition.objects.get().stopped_because == "late"
        running.resume(edition=one, by=None)
        assert [work(clock, at) for at in (late, MEXICO)] == [3, 4]


def test_a_pace_that_puts_copies_off_is_not_late(readers, clock):
    begin(clock)
    Delivery.objects.update(next_attempt_at=MEXICO)  # as the pace does

    assert (work(clock, MEXICO - timedelta(minutes=1)), Edition.objects.get().state) == (0, "sending")


def test_mornings_that_are_to_come_are_no_standstill(readers, clock):
    begin(clock)
    clock.move_to(HEBRON - timedelta(seconds=30))
    Delivery.objects.filter(due_at=AUCKLAND).update(state="sent", sent_at=AUCKLAND)

    assert health.why_mail_stands_still() == ""
    assert health.check_mail()["waiting"] == 0


def test_a_late_edition_that_is_sent_now_waits_for_no_morning(readers, clock, wire):
    one = for_morning()
    late = BEGINS + timedelta(hours=2, minutes=1)
    assert (work(clock, late), Edition.objects.get().state) == (0, "late")

    workflow.send_now(edition=one, by=None)

    assert (work(clock, late), Edition.objects.get().morning) == (4, None)


def test_the_page_says_when_it_arrives_and_how_many_are_still_to_come(readers, clock, client, sign_in):
    sign_in()
    one = begin(clock)
    work(clock, AUCKLAND)

    page = client.get(reverse("newsletter_editions:edition", args=[make_page_of(one).pk])).text

    assert "at 8:00 in the morning of each reader, on 3 December 2026" in page
    assert "3 copies, from 3 December 2026, 07:00, Paris time to 3 December 2026, 15:00, Paris time" in page


def make_page_of(one):
    return editions.NewsletterPage.objects.get(translation_key=one.translation_key)


@pytest.mark.parametrize(("data", "errors"), [
    ({"morning": "2026-12-03"}, {}),
    ({"morning": "2026-12-01"}, {"morning": ["Choose a later day: somewhere in the world this morning has begun."]}),
    ({"morning": "2026-12-03", "at": "2026-12-03T09:00"}, {"morning": ["Choose either a time or a morning."]}),
])  # fmt: skip
def test_editors_choose_a_time_or_a_morning(data, errors):
    form = AskForm(data)
    assert (form.is_valid(), form.errors) == (not errors, errors)


def test_another_time_needs_one_of_both():
    assert MoveForm({}).errors == {"at": ["Choose a day and a time."]}
    assert MoveForm({"morning": "2026-12-04"}).is_valid()


def test_what_is_approved_is_the_morning_too():
    one = for_morning()
    before = workflow.seen(one)
    one.morning = date(2026, 12, 4)
    assert workflow.seen(one) != before
