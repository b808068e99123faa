"""The report of a partner meeting: both members release it, two people, and it never names who came."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.translation import override

from coalition.cms.edit_conflicts import KnowsItsVersion
from coalition.members.merge_governments import merge
from coalition.users import roles
from events.models import Event
from events.reports import services
from events.reports.models import MeetingReport, ReportRelease
from events.team import permissions as team
from home.templatetags.profiles import profile_sections
from tests.factories.charter import staff
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.members import LocalGovernmentFactory, members_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
SAID = {"decided": "One guide for both.", "next_steps": "A draft in May.", "by_whom": "The two observatories."}


def partner_meeting(days=-3, **facts):
    """A closed partner meeting that took place, unless `days` are to come."""
    times = {"start": NOW + timedelta(days=days), "end": NOW + timedelta(days=days, hours=2)}
    host = facts.pop("host", None) or LocalGovernmentFactory(names={"en": "Quito"})
    return EventFactory(kind="partner-meeting", closed=True, host=host, **times | facts)


@pytest.fixture
def report():
    partner = LocalGovernmentFactory(names={"en": "Banjul"})
    return MeetingReport.objects.create(event=partner_meeting(), partner=partner, language="en", **SAID)


def acting(report, member, name):
    """Return somebody of the team who acts for `member`."""
    user = staff(roles.EVENT_HOSTS, name)
    team.join(event=report.event, user=user)
    report.event.team.filter(user=user).update(acts_for=member)
    return user


@pytest.fixture
def both(report):
    """Return whoever acts for the host, and for its partner."""
    return acting(report, report.event.host, "quito"), acting(report, report.partner, "banjul")


def release(report, user, seen=None):
    services.release(report=report, user=user, seen=seen or KnowsItsVersion.version_of(report))


def told(government):
    """Return what the profile of `government` says of meetings: the other member and the year of each."""
    found = services.profile_section(government)
    return [(str(one.other.name), one.year) for one in found["reports"]] if found else []


def page(event):
    return reverse("events_report:event", args=[event.pk])


def test_it_stands_on_both_profiles_once_both_members_released_it_and_goes_with_either(report, both):
    quito, banjul = both
    release(report, quito)
    assert (told(report.event.host), told(report.partner)) == ([], [])

    release(report, banjul)
    assert (told(report.event.host), told(report.partner)) == ([("Banjul", 2027)], [("Quito", 2027)])

    services.withdraw(report=report, user=quito)
    assert (told(report.event.host), told(report.partner)) == ([], [])
    acts = ReportRelease.objects.order_by("pk").values_list("by__username", "words__decided")
    assert list(acts) == [("quito", SAID["decided"]), ("banjul", SAID["decided"]), ("quito", None)]


def test_a_release_of_earlier_words_or_with_another_member_is_none_and_can_be_withdrawn(report, both):
    for user in both:
        release(report, user)
    other = LocalGovernmentFactory(names={"en": "Lima"})
    MeetingReport.objects.update(partner=other)
    release(report, acting(report, other, "lima"))
    assert told(other) == []

    seen = KnowsItsVersion.version_of(MeetingReport.objects.get())
    MeetingReport.objects.update(partner=report.partner, decided="Two guides.")
    with pytest.raises(services.Changed):
        release(report, both[0], seen)
    services.withdraw(report=report, user=both[0])
    MeetingReport.objects.update(decided=SAID["decided"])
    assert told(report.partner) == []


def test_one_person_never_releases_for_both(report, both):
    quito, _banjul = both
    release(report, quito)
    report.event.team.filter(user=quito).update(acts_for=report.partner)

    with pytest.raises(services.SamePerson):
        release(report, quito)
    assert ReportRelease.objects.count() == 1


def test_who_acts_for_neither_member_releases_and_withdraws_nothing(report, both):
    for user in both:
        release(report, user)
    other = acting(report, LocalGovernmentFactory(), "other")

    for act in (lambda: release(report, other), lambda: services.withdraw(report=report, user=other)):
        with pytest.raises(services.NotReleased):
            act()
    assert told(report.partner) == [("Quito", 2027)]


UNTOLD = [
    {"neutral_address": True}, {"state": "cancelled"}, {"kind": "seminar"}, {"host": None},
    {"end": NOW + timedelta(hours=1)},
]  # fmt: skip


@pytest.mark.parametrize("facts", UNTOLD, ids=lambda facts: next(iter(facts)))
def test_nothing_is_told_of_a_meeting_with_a_neutral_address_or_that_was_not_held(report, both, facts):
    for user in both:
        release(report, user)
    Event.objects.filter(pk=report.event_id).update(**facts)

    assert told(report.partner) == []
    with pytest.raises(services.NotReleased):
        release(MeetingReport.objects.get(), both[0])


@pytest.mark.parametrize("side", ["host", "partner"])
def test_of_a_place_at_risk_only_a_public_meeting_is_told_and_no_office(report, both, side):
    for user in both:
        release(report, user)
    member = report.partner if side == "partner" else report.event.host
    member.at_risk = True
    member.save()
    assert told(report.partner) == []

    Event.objects.update(closed=False)
    assert told(report.partner) == []  # it has no page
    event_page(report.event)
    assert told(report.partner) == [("Quito", 2027)]
    assert not services.profile_section(report.partner)["reports"][0].tells_by_whom


def test_acts_stay_as_they_are_and_follow_a_merge(report, both):
    release(report, both[1])
    for change in (
        lambda: ReportRelease.objects.update(words=None),
        lambda: ReportRelease.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    into = LocalGovernmentFactory()
    merge(source=report.partner, into=into, by=both[0])
    assert ReportRelease.objects.get().government == into


def test_the_profile_shows_the_words_and_never_a_day(client, report, both):
    members_page()
    for user in both:
        release(report, user)

    html = client.get(f"/en/members/{report.partner.slug}/").text

    section = html.partition('id="reports-title"')[2].partition("</section>")[0]
    assert all(text in section for text in (*SAID.values(), "Quito", "2027"))
    assert "January" not in section
    with override("en"):
        assert "events/reports_section.html" in dict(profile_sections(report.event.host, below=True))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_profile_costs_the_same_for_any_number(report, both, django_assert_num_queries, rows):
    for number in range(rows):
        event = partner_meeting(days=-9 - number, host=report.event.host)
        MeetingReport.objects.create(event=event, partner=report.partner, language="en", **SAID)
    for user in both:
        release(report, user)
    with django_assert_num_queries(2):
        assert len(told(report.partner)) == 1


def test_the_team_writes_it_and_the_committee_says_who_acts_for_whom(client):
    event, partner = partner_meeting(), LocalGovernmentFactory(names={"en": "Banjul"})
    host, committee = staff(roles.EVENT_HOSTS, "host"), staff(roles.COMMITTEE_EDITORS, "editor")
    team.join(event=event, user=host)
    client.force_login(host)
    typed = {"what": "save", "partner": partner.pk, "language": "en", **SAID}

    assert client.post(page(event), typed).status_code == 302
    report = MeetingReport.objects.get()
    assert (report.partner, report.words) == (partner, {"partner_id": partner.pk, "language": "en", **SAID})
    side = {"what": "sides", f"side-{event.team.get().pk}": event.host_id}
    client.post(page(event), side)
    assert event.team.get().acts_for is None

    client.force_login(committee)
    client.post(page(event), side)
    assert event.team.get().acts_for == event.host

    client.force_login(host)
    shown = client.get(page(event))
    assert (shown.context["side"], shown.context["sides"]) == (event.host, None)
    client.post(page(event), {"what": "release", "seen": shown.context["seen"]})
    assert [(act.government, act.by) for act in ReportRelease.objects.all()] == [(event.host, host)]
    client.post(page(event), {"what": "withdraw"})
    assert [act.words is None for act in ReportRelease.objects.order_by("pk")] == [False, True]


@pytest.mark.parametrize("text", ["Ada Lovelace does it.", "By ADA  Lovélace", "write to ada@mail.example"])
def test_nobody_who_registered_is_named(client, report, both, text):
    seats = SeatCategoryFactory(event=report.event)
    RegistrationFactory(category=seats, name="Ada Lovelace", email="ada@mail.example")
    client.force_login(both[0])
    typed = {"what": "save", "partner": report.partner_id, "language": "en", **SAID, "by_whom": text,
             "version": KnowsItsVersion.version_of(report)}  # fmt: skip

    answer = client.post(page(report.event), typed)

    assert "by_whom" in answer.context["form"].errors
    assert MeetingReport.objects.get().by_whom == SAID["by_whom"]


def test_who_saves_second_undoes_nothing(client, report, both):
    client.force_login(both[0])
    old = KnowsItsVersion.version_of(report)
    MeetingReport.objects.update(decided="Two guides.")

    client.post(page(report.event), {"what": "save", "partner": report.partner_id, "language": "en", **SAID,
                                     "version": old})  # fmt: skip

    assert MeetingReport.objects.get().decided == "Two guides."


def test_no_report_is_written_before_the_meeting_is_over(client, both, report):
    coming = partner_meeting(days=3)
    team.join(event=coming, user=both[0])
    client.force_login(both[0])

    assert "form" not in client.get(page(coming)).context
    typed = {"what": "save", "partner": report.partner_id, "language": "en", **SAID}
    assert client.post(page(coming), typed, follow=True).status_code == 404
    assert not MeetingReport.objects.filter(event=coming).exists()
    assert client.get(page(partner_meeting()), follow=True).status_code == 404  # of another team


def test_meetings_are_counted_by_year_once_it_is_over(client):
    for days in (-400, -400, -30, -3):  # 2025, 2025, 2026 and this year
        partner_meeting(days=days)
    partner_meeting(days=-30, state="cancelled")
    EventFactory(start=NOW - timedelta(days=30), end=NOW - timedelta(days=29))

    assert client.get("/en/programme/").context["meetings"] == [(2026, 1), (2025, 2)]
