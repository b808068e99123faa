"""The menu: eleven entries at the top, fewer for other roles, each with what that work needs."""

from typing import Any

import pytest
from django.test import RequestFactory
from wagtail.admin.menu import admin_menu

from coalition.users import roles
from coalition.users.models import User
from home import starter
from tests.factories.charter import staff

pytestmark = pytest.mark.django_db

CHARTER = ["Signatures", "Commitments", "Versions of the text"]
EVENTS = ["Events", "Calendars of others"]
REPORTS = ["Translations", "Mail log", "Site history", "Aging pages"]
OF_A_PART = [name for name in REPORTS if name != "Site history"]  # that names rows of every team
SETTINGS = ["Name and words", "Site navigation", "Helplines", "Partners", "Suppressed addresses"]
FILES: dict[str, list[str]] = {"Pages": [], "Images": [], "Documents": []}


def menu_of(user: User) -> dict[str, list[str]]:
    request = RequestFactory().get("/cms/")
    request.user = user
    entries = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    return {str(entry.label): labels_below(entry, request) for entry in entries}


def labels_below(entry: Any, request: Any) -> list[str]:
    below = entry.menu.menu_items_for_request(request) if hasattr(entry, "menu") else []
    return [str(item.label) for item in sorted(below, key=lambda item: item.order)]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            roles.COMMITTEE_EDITORS,
            {
                **FILES,
                "Events": EVENTS,
                "Charter": CHARTER,
                "Network": [
                    "Local governments",
                    "Contacts",
                    "Territories",
                    "Deliverables of territories",
                    "Numbers by year",
                    "Indicators",
                    "Agenda",
                ],
                "Library": ["Resources", "Themes", "Courses", "Calls", "Proposals"],
                "Newsletter": ["Editions", "Readers"],
                "Messages": ["Messages received"],
                "Reports": REPORTS,
                "Settings": SETTINGS,
            },
        ),
        (
            roles.EVENT_HOSTS,
            {**FILES, "Events": EVENTS, "Reports": OF_A_PART},
        ),
        (
            roles.CHARTER_REVIEWERS,
            # who signed or asks for a change, and which town it is; whether the library has what was sent as evidence;
            # whether an email arrived
            {
                "Charter": CHARTER,
                "Network": ["Local governments"],
                "Library": ["Resources"],
                "Reports": ["Mail log"],
            },
        ),
        (
            roles.NEWSLETTER_EDITORS,
            {**FILES, "Newsletter": ["Editions", "Readers"], "Reports": OF_A_PART},
        ),
        (roles.DATA_PROTECTION, {"Messages": ["Privacy requests"]}),
        (roles.JURY, {"Library": ["Proposals"]}),
    ],
)
def test_each_role_has_the_entries_of_its_work(role, expected):
    starter.build(name="Coalition")

    assert menu_of(staff(role)) == expected


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/cms/snippets/members/localgovernment/", ["/cms/network/import/"]),
        ("/cms/snippets/figures/indicator/", ["/cms/figures/releases/"]),
        ("/cms/snippets/home/action/", ["/cms/snippets/home/goal/"]),
        ("/cms/snippets/webinars/course/", ["/cms/snippets/webinars/quizquestion/"]),
        ("/cms/snippets/events/event/", ["/cms/snippets/events/registration/"]),
        ("/cms/snippets/pages/helpline/", ["/cms/snippets/pages/helpline/researched/"]),
        ("/cms/charter/commitments/", ["/cms/charter/schedule/"]),
        ("/cms/contact/messages/", ["/cms/snippets/home/contacttopic/"]),
        ("/cms/newsletter-editions/", ["/cms/newsletter_deliveries/"]),
        (
            "/cms/newsletter_readers/",
            ["/cms/newsletter_readers/import/", "/cms/snippets/newsletters/consenttext/"],
        ),
    ],
)
def test_what_is_in_no_menu_is_a_button_of_its_list(client, address, leads_to):
    starter.build(name="Coalition")
    client.force_login(User.objects.create_superuser("root"))

    page = client.get(address).content.decode()

    assert [way for way in leads_to if f'href="{way}"' not in page] == []
    assert [client.get(way).status_code for way in leads_to] == [200] * len(leads_to)


def test_a_list_without_an_entry_names_the_one_that_leads_to_it(client):
    client.force_login(User.objects.create_superuser("root"))

    page = client.get("/cms/snippets/home/goal/").content.decode()

    crumbs = page[page.index("w-breadcrumbs") :]
    assert 'href="/cms/snippets/home/action/"' in crumbs
    assert 'href="/cms/snippets/"' not in page
