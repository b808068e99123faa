"""Every address that a release gave up leads to what took its place, or says that nothing did."""

import pytest
from django.test import Client
from django.urls import URLPattern

from coalition import former

# What was given up: where it leads, and None where nothing took its place.
ADDRESSES: dict[str, str | None] = {
    "/mail/webhook/": None,
    "/data/charter-ledger-heads.csv": None,
    "/data/charter-log/witness.py": None,
    "/ar/how-to-sign/": "/ar/charter/sign/",
    "/en/charter/answer/secret/": None,
    "/en/charter/statistics/": "/en/charter/signatories/",
    "/en/charter/newer/secret/": "/en/charter/versions/",
    "/en/charter/adhesion/": "/en/charter/desk/",
    "/en/charter/adhesion/sent/": "/en/charter/desk/",
    "/en/charter/adhesion/closed/": "/en/charter/desk/",
    **dict.fromkeys(
        (
            "/en/charter/adhesion/secret/",
            "/en/charter/stop/secret/",
            "/en/charter/member/secret/",
            "/en/charter/report/secret/",
            "/en/charter/adhesion/secret/hold/done/",
            "/en/charter/report/secret/check/",
            "/en/charter/desk/secret/change/hold/asked/",
            "/en/charter/desk/secret/report/2025/documents/",
        ),
        "/en/charter/desk/secret/",
    ),
    "/data/oai/": None,
    "/covers/event/0a1b2c3d4e5f.svg": None,
    "/data/figures/women.sdmx.csv": "/data/figures/women.csv",
    "/data/figures/women.csv-metadata.json": "/data/figures/women/datapackage.json",
    "/en/resources/guide/cite.bib": "./",
    "/en/events/talk/link/": "/en/events/talk/register/",
    "/en/events/talk/link/sent/": "/en/events/talk/register/",
    "/fr/webinars/talk/link/": "/fr/webinars/talk/register/",
    "/fr/webinars/talk/link/sent/": "/fr/webinars/talk/register/",
    "/en/e/abc/link/": "/en/e/abc/register/",
    "/en/e/abc/link/sent/": "/en/e/abc/register/",
    "/en/e/abc/l/secret/": None,
    "/en/events/talk/programme/?zone=Asia/Hebron": "../?zone=Asia/Hebron",
    "/en/events/talk/seats/?invitation=code": "../?invitation=code",
    "/en/webinars/talk/programme/": "../",
    "/en/webinars/talk/seats/": "../",
    "/en/e/abc/programme/": "../",
    "/en/e/abc/seats/": "../",
    "/en/calendar/2027/03/10/?kind=training": "../?kind=training",
    "/en/calendar/2027/03/08/week/": "../../",
    "/en/calendar/feed.rss?kind=training": "/en/calendar/feed.atom?kind=training",
    "/en/calendar/embed/?kind=training": "/en/calendar/?kind=training",
    "/en/calendar/embed.css": None,
    "/en/calendar/events.json": None,
    "/en/events/talk/schedule.xml": "schedule.json",
    "/en/e/abc/schedule.xml": "schedule.json",
    "/fr/agenda/": "/fr/programme/",
    "/en/territories/": "../members/?observatory=1",
    "/ar/territories/ngazidja/": "../../members/ngazidja/",
    "/en/agenda/0SECRET0.ics": "/en/calendar/own/0SECRET0.ics",
    "/en/registrations/secret/seat/": "../change/",
    "/en/e/abc/r/secret/seat/": "../change/",
    "/en/registrations/secret/live/": "../join/",
    "/en/e/abc/r/secret/live/": "../join/",
    "/en/charter/sign/secret/colleague/sent/": None,
    "/en/courses/policies/platform.zip": None,
    "/en/courses/badge-key.json": None,
    "/en/learning/offline/secret/module-1.json": None,
    "/en/newsletter/address/secret/": None,
    "/en/newsletter/manage/secret/address/": "../",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_former_address_leads_on_or_is_gone(client: Client, address: str) -> None:
    response = client.get(address)
    expected = (301, ADDRESSES[address]) if ADDRESSES[address] else (410, None)
    assert (response.status_code, response.get("Location")) == expected


def test_each_is_listed() -> None:
    patterns: list[URLPattern] = former.urlpatterns + former.in_languages
    assert len(ADDRESSES) == len(patterns)
