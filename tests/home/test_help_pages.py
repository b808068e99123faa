"""Help in two taps: what is shown of a country, for how long, and what is nowhere."""

import time
from datetime import datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_http_date

from coalition.mail.models import Message
from coalition.site import helplines
from coalition.site.models import Helpline
from home.contact.models import ContactMessage
from home.models import StandardPage
from home.tasks import remind_of_helplines
from tests.caching.test_page_cache import get, heard
from tests.factories.helplines import STATES, hidden, number
from tests.factories.home import make_home, make_page
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
SURFACES = ("", "help/", "help/fr/", "help/fr/kept/", "search/?q=il+me+frappe", "search/?q=3999", "contact/", "exit/")


@pytest.fixture(autouse=True)
def in_production(settings):
    settings.DEMO = False


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("state", STATES)
def test_what_nobody_confirmed_is_on_no_surface(client, state):
    make_page("Help", slug="help")
    number("39 19", on=timezone.localdate())
    hidden("39 99", state, name="Wrong line")
    shown = {path: client.get(f"/en/{path}").text for path in SURFACES}
    remind_of_helplines()
    shown["mail"] = "".join(Message.objects.values_list("text", flat=True))

    assert {
        path for path, text in shown.items() if "39 99" in text or "tel:3999" in text or "Wrong line" in text
    } == set()
    assert {path for path, text in shown.items() if "tel:3919" in text} == {"help/fr/", "help/fr/kept/"}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_two_taps_lead_from_any_page_to_a_number(client, language):
    make_page("Help", language=language, slug="help")
    number(on=timezone.localdate())
    for path in ("contact/", "exit/", "there-is-no-such-page/"):
        [icon] = soup(client.get(f"/{language}/{path}")).select(".bar a.bar__help")
        [country] = soup(client.get(icon["href"])).select("main .countries a[href^='/']")
        page = soup(client.get(country["href"]))
        assert [link["href"] for link in page.select("main a[href^=tel]")] == ["tel:3919"]


def test_each_country_of_a_member_has_a_page_that_is_never_empty(client):
    make_page("Help", slug="help")
    for code in ("KM", "CL"):
        LocalGovernmentFactory(country=code)
    number("133", country="CL", kind="emergency", name="Carabineros", on=timezone.localdate())
    links = soup(client.get("/en/help/")).select(".countries a")

    assert [(link["href"], "No number yet" in link.text) for link in links] == [
        ("/en/help/cl/", False), ("/en/help/km/", True), ("https://lila.help/", False)
    ]  # fmt: skip
    for link, numbers in zip(links[:2], (["tel:133"], []), strict=True):
        page = soup(client.get(link["href"]))
        assert page.select_one("main a[href='https://lila.help/']")
        assert "It is not your fault, and you are not alone." in page.main.get_text()
        assert [tel["href"] for tel in page.select("a[href^=tel]")] == numbers
    assert client.get("/en/help/zz/").status_code == 404


def test_the_page_says_when_how_and_for_what_one_may_call(client):
    number(
        on=timezone.localdate(), hours_fr="À toute heure", languages=["fr", "ar"], text_number="114",
        cost=Helpline.Cost.UNLISTED, chat_url="https://chat.example/", whatsapp="+34 600",
    )  # fmt: skip
    with time_machine.travel("2026-11-30 12:00", tick=False):
        Helpline.objects.update(confirmed_on="2026-11-29")
        [line] = soup(client.get("/fr/help/fr/")).select(".helpline")

    assert line.get_text(" ", strip=True) == (
        "Appeler le 39 19 Info SMS au 114 WhatsApp +34 600 Discuter en ligne Horaires À toute heure "
        "Coût Gratuit. L’appel n’apparaît pas sur la facture. Langues français et arabe Source "
        "Confirmé le 29 novembre 2026 · The service"
    )
    assert [link["href"] for link in line.select("a")] == [
        "tel:3919", "sms:114", "https://wa.me/34600", "https://chat.example/"
    ]  # fmt: skip


def test_a_page_leaves_cache_and_device_when_its_first_number_ends(client):
    on = timezone.localdate() - timedelta(days=160)
    row = number(on=on)
    number("112", kind="emergency", name="", on=on)
    page, kept = client.get("/en/help/fr/"), client.get("/en/help/fr/kept/")

    assert parse_http_date(page["Expires"]) == row.ends_at.timestamp()
    assert datetime.fromisoformat(kept["Kept-Until"]) == row.ends_at
    with time_machine.travel(row.ends_at - timedelta(seconds=9), tick=False):
        cached = heard(lambda environ, start: _answer(environ["PATH_INFO"], start))
        assert b"tel:3919" in get(cached, "/en/help/fr/")[2]
        [entry] = cached.pages.entries.values()
        assert 0 < entry.expires - time.monotonic() <= 9
    with time_machine.travel(row.ends_at, tick=False):
        assert [link["href"] for link in soup(client.get("/en/help/fr/")).select("a[href^=tel]")] == ["tel:112"]


def test_help_pages_are_stored_by_the_site_and_by_no_browser():
    help_page = make_page("Help", slug="help")
    help_page.add_child(instance=StandardPage(title="Children", slug="children", locale=help_page.locale))
    make_page("About", slug="about")
    cached = heard(lambda environ, start: _answer(environ["PATH_INFO"], start))
    paths = ("/en/help/", "/en/help/children/", "/en/help/fr/", "/en/about/")
    controls = [[get(cached, path)[1]["Cache-Control"] for _time in range(2)] for path in paths]

    assert controls == [["no-store"] * 2] * 3 + [["no-cache"] * 2]
    assert len(cached.pages.entries) == len(paths)


def _answer(path, start):
    answer = Client().get(path)
    start("200 OK", list(answer.headers.items()))
    return [answer.content]


def test_a_copy_ends_after_a_month_though_its_numbers_do_not(client):
    number(on=timezone.localdate())
    until = datetime.fromisoformat(client.get("/en/help/fr/kept/")["Kept-Until"])

    assert timedelta(days=29) < until - timezone.now() <= timedelta(days=30)


def test_nothing_tells_which_country_somebody_looked_at(client):
    make_home()
    number(on=timezone.localdate(), chat_url="https://chat.example/", source_url="https://service.example/")
    page, kept = client.get("/en/help/fr/"), client.get("/en/help/fr/kept/")

    assert soup(page).title.get_text(strip=True) == "Information"
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert (kept["Cache-Control"], page.cookies or kept.cookies) == ("no-store, private", {})
    away = [link for shown in (page, kept) for link in soup(shown).select("main a[href^=https]")]
    assert len(away) == 8
    assert [link["href"] for link in away if "noreferrer" not in link["rel"]] == []
    assert soup(kept).select("script, link, img, [src]") == []


def test_the_team_is_written_to_a_month_before_and_only_of_what_is_shown():
    today = timezone.localdate()
    number(on=today - timedelta(days=150))
    number("1", on=today - timedelta(days=153), name="Ends in a month")
    number("2", on=today - timedelta(days=183), name="Ended")
    remind_of_helplines()

    [message] = ContactMessage.objects.all()
    assert [line.split(" · ")[:2] for line in message.text.splitlines()[1:]] == [["France", "Ends in a month"]]
    Helpline.objects.filter(number="1").delete()
    ContactMessage.objects.all().delete()
    remind_of_helplines()
    assert not ContactMessage.objects.exists()


def test_the_demonstration_shows_what_the_research_is_sure_of(settings):
    from home.demo.loaders.network import load_site

    settings.DEMO = True
    with time_machine.travel("2026-12-01", tick=False):
        load_site({"partner": []})
        load_site({"partner": []})
        rows = Helpline.objects.public()
        assert (rows.count(), rows.filter(kind="line").exclude(grade="A").count()) == (58, 0)
        members = ("AR", "CA", "CL", "EC", "FR", "GM", "KM", "MX", "PH", "PS", "SN", "TN", "ZA")
        assert {code for code in members if not rows.filter(country=code).exists()} == {"KM", "PS"}
        assert not rows.filter(number__in=["121", "142", "1760", "1710"]).exists()
        assert {row.confirmed_how for row in rows} == {Helpline.How.READ}
    assert helplines.add_researched() == []
