"""A number is public while a person has confirmed it: who may, how, for how long, and what is told before it ends."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coalition.site import helplines
from coalition.site.models import Helpline
from coalition.site.viewsets import helplines_to_confirm
from coalition.users import roles
from tests.factories.charter import staff
from tests.factories.helplines import number

pytestmark = pytest.mark.django_db
CALLED, READ = Helpline.How.CALLED, Helpline.How.READ
LINE, EMERGENCY = Helpline.Kind.LINE, Helpline.Kind.EMERGENCY


@pytest.fixture(autouse=True)
def in_production(settings):
    settings.DEMO = False


@pytest.mark.parametrize(
    ("kind", "how", "days", "demo", "shown"),
    [
        (LINE, CALLED, 182, False, True), (LINE, CALLED, 183, False, False), (LINE, READ, 0, False, False),
        (LINE, READ, 182, True, True), (LINE, READ, 183, True, False),
        (EMERGENCY, READ, 364, False, True), (EMERGENCY, READ, 365, False, False),
    ],
)  # fmt: skip
def test_a_number_is_public_for_as_long_as_its_confirmation_holds(settings, kind, how, days, demo, shown):
    settings.DEMO = demo
    row = number(kind=kind, how=how, on=timezone.localdate() - timedelta(days=days))

    assert (list(Helpline.objects.public()) == [row]) is shown
    assert (row.ends_at > timezone.now()) is (shown or (how == READ and kind == LINE and not demo))


def test_the_database_takes_a_confirmation_away_with_the_number_it_was_for():
    copied = number(on=timezone.localdate())
    copied.pk, copied.number = None, "1"
    copied.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pages_helpline SET number = '3920' WHERE number = '39 19'")

    assert set(Helpline.objects.values_list("number", "confirmed_on", "confirmed_how")) == {
        ("1", None, ""), ("3920", None, "")
    }  # fmt: skip


def test_an_editor_confirms_by_one_press_and_the_history_says_who(client):
    editor, row = staff(roles.COMMITTEE_EDITORS), number()
    client.force_login(editor)
    url = f"/cms/snippets/pages/helpline/confirm/{row.pk}/"
    page = client.get(url)
    typed = {"seen": page.context["form"]["seen"].value(), "on": timezone.localdate().isoformat()}

    refused = client.post(url, typed | {"read": "on"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (200, ["called"])
    late = client.post(url, typed | {"read": "on", "called": "on", "on": "2999-01-01"})
    assert list(late.context["form"].errors) == ["on"]
    Helpline.objects.filter(pk=row.pk).update(number="3920")
    stale = client.post(url, typed | {"read": "on", "called": "on"})
    assert list(stale.context["form"].errors) == ["seen"]
    assert list(Helpline.objects.public()) == []
    again = typed | {"read": "on", "called": "on", "seen": stale.context["form"]["seen"].value()}
    assert client.post(url, again).status_code == 302

    assert list(Helpline.objects.public().values_list("confirmed_by", "confirmed_how")) == [(editor.pk, "called")]
    [entry] = ModelLogEntry.objects.filter(action=helplines.CONFIRMED)
    assert (entry.user_id, entry.data["number"], entry.data["how"]) == (editor.pk, "3920", "called")
    client.force_login(staff(roles.EVENT_HOSTS))
    assert client.get(url).status_code == 302


def test_nobody_is_asked_to_call_an_emergency_number(admin_client):
    row = number("112", kind=EMERGENCY, name="")
    url = f"/cms/snippets/pages/helpline/confirm/{row.pk}/"
    form = admin_client.get(url).context["form"]

    assert "called" not in form.fields
    typed = {"seen": form["seen"].value(), "on": timezone.localdate().isoformat(), "read": "on"}
    assert admin_client.post(url, typed).status_code == 302
    assert Helpline.objects.public().get().confirmed_how == READ


def test_one_press_brings_the_research_in_and_shows_none_of_it(admin_client):
    number("3919", name="Ours")
    url = "/cms/snippets/pages/helpline/researched/"
    assert admin_client.get(url).status_code == 200
    assert Helpline.objects.count() == 1
    admin_client.post(url)
    admin_client.post(url)

    rows = Helpline.objects.all()
    assert (rows.count(), rows.values("country").distinct().count(), rows.public().count()) == (77, 35, 0)
    assert rows.get(country="FR", number="3919").name == "Ours"
    assert {(row.country, row.grade) for row in rows.filter(number__in=["164", "1195"])} == {("PS", "B"), ("KE", "B")}
    assert not rows.filter(country="PS", number="121").exists()
    for row in rows:
        row.full_clean()


def test_editors_are_told_a_month_before_a_number_ends():
    editor = staff(roles.COMMITTEE_EDITORS)
    with time_machine.travel("2026-03-01", tick=False):
        number(on=date(2026, 3, 1))
        [line] = helplines_to_confirm(editor)
        assert (line.count, line.until) == (0, None)
        number("016", country="ES")
        assert helplines_to_confirm(editor)[0].count == 1
    with time_machine.travel("2026-08-01", tick=False):
        [line] = helplines_to_confirm(editor)
        assert (line.count, line.until) == (2, date(2026, 8, 31))
    assert helplines_to_confirm(staff(roles.EVENT_HOSTS)) == []
