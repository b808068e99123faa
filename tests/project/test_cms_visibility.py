"""Choosers and reports of the CMS show a role nothing of others' work that the public may not see either."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from coalition.users.models import User
from coalition.users.roles import CHARTER_REVIEWERS, COMMITTEE_EDITORS, EVENT_HOSTS, NEWSLETTER_EDITORS, ROLES
from tests.factories.charter import staff
from tests.factories.events import EventFactory, RegistrationFactory, event_page, run_all
from tests.factories.home import make_page
from tests.factories.members import ContactFactory
from tests.factories.newsletters import newsletter_section

pytestmark = pytest.mark.django_db

SECRETS = ("Shelter meeting", "Restricted guide", "Below the guide")


@pytest.fixture
def pages() -> dict[str, Page]:
    """One page that all may see, and three that not everybody may."""
    newsletter_section()
    closed = event_page(EventFactory(name="Shelter meeting", closed=True))
    event_page(EventFactory(name="Open meeting"), parent=closed.get_parent())
    guide = make_page("Restricted guide", slug="guide")
    PageViewRestriction.objects.create(page=guide, restriction_type="password", password="open")
    below = guide.add_child(instance=type(guide)(title="Below the guide", slug="below", locale=guide.locale))
    return {"closed": closed, "guide": guide, "below": below}


def shown(client, pages: dict[str, Page]) -> set[str]:
    """Return which secrets the page chooser shows, browsed, searched and asked by number."""
    browse = [pages["closed"].get_parent().pk, pages["guide"].get_parent().pk, pages["guide"].pk]
    asked = [reverse("wagtailadmin_choose_page_child", args=[key]) for key in browse]
    asked += [reverse("wagtailadmin_choose_page_search") + f"?q={word}" for word in ("Shelter", "Restricted", "Below")]
    asked += [reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={page.pk}" for page in pages.values()]
    asked += [reverse("wagtailadmin_reports:page_types_usage"), reverse("wagtail_localize:translations_report")]
    asked += [f"/cms/api/main/pages/?child_of={browse[0]}", reverse("wagtailadmin_reports:site_history")]
    words = "".join(client.get(address).content.decode() for address in asked)
    return {secret for secret in SECRETS if secret in words}


@pytest.mark.filterwarnings("ignore:Pagination may yield")  # in wagtail-localize 1.14's report; ends with its next
@pytest.mark.parametrize(
    ("role", "runs", "sees"),
    [
        (COMMITTEE_EDITORS, False, set(SECRETS)),
        (EVENT_HOSTS, True, {"Shelter meeting"}),
        (EVENT_HOSTS, False, set()),
        (NEWSLETTER_EDITORS, False, set()),
        (CHARTER_REVIEWERS, False, set()),
    ],
)
def test_a_closed_event_and_a_restricted_page_are_in_no_chooser_and_report_of_others(client, pages, role, runs, sees):
    client.force_login(run_all(staff(role)) if runs else staff(role))

    assert shown(client, pages) == sees


ASKED_OF_LISTS = [
    "documents/?q=guide&usage_count_min=1", "documents/results/?q=guide&usage_count_min=1",
    "images/?q=guide&usage_count_min=1", "images/results/?q=guide&usage_count_min=1",
    "documents/?usage_count_min=1", "images/?q=guide&tag=none&collection_id=x", "pages/usage/home/homepage/?q=%00",
    "pages/usage/home/homepage/results/?q=%00",
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED_OF_LISTS)
def test_a_list_answers_whatever_is_searched_and_filtered_at_once(client, asked):
    client.force_login(User.objects.create_superuser("admin", "admin@town.example"))

    assert client.get(f"/cms/{asked}").status_code == 200


@pytest.mark.parametrize("chooser", ["documents/chooser", "images/chooser", "snippets/choose/events/event"])
def test_a_chooser_knows_no_row_of_what_is_no_number(client, chooser):
    client.force_login(User.objects.create_superuser("admin", "admin@town.example"))
    asked = [f"{chooser}/chosen/{key}/" for key in ("abc", "%00", "9" * 30)]
    asked += [f"{way}/chosen-multiple/?id={key}" for key in ("abc", "1&id=%00") for way in (chooser, "choose-page")]

    assert [address for address in asked if client.get(f"/cms/{address}", follow=True).status_code != 404] == []
    assert client.get(f"/cms/{chooser}/chosen-multiple/?id=1").status_code == 200


@pytest.mark.parametrize(
    ("role", "runs", "sees"),
    [
        (COMMITTEE_EDITORS, False, set(SECRETS)),
        (EVENT_HOSTS, True, {"Shelter meeting"}),
        (EVENT_HOSTS, False, set()),
        (NEWSLETTER_EDITORS, False, set()),
    ],
)
def test_no_page_of_others_is_named_by_an_action_that_is_refused(client, pages, role, runs, sees):
    client.force_login(run_all(staff(role)) if runs else staff(role))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    home = pages["guide"].get_parent().pk
    asked = [f"{bulk}?id=all", f"{bulk}?id=all&childOf={home}"]
    for page in pages.values():
        asked += [f"{bulk}?id={page.pk}", reverse("wagtailadmin_pages:move_confirm", args=[page.pk, page.pk])]
        asked += [reverse("wagtailadmin_explore", args=[page.pk])]

    words = "".join(client.get(address).content.decode() for address in asked)

    assert {secret for secret in SECRETS if secret in words} == sees


@pytest.mark.parametrize("role", ROLES)
def test_people_are_named_by_no_action_and_no_chooser_of_a_role_that_may_not_read_them(client, role):
    registration, contact = RegistrationFactory(name="Ada Lovelace"), ContactFactory(name="Camille Private")
    user = staff(role)
    client.force_login(user)

    named = {}
    for row, name in ((registration, "Ada Lovelace"), (contact, "Camille Private")):
        kind = [row._meta.app_label, row._meta.model_name]
        bulk = reverse("wagtail_bulk_action", args=[*kind, "delete"])
        asked = [f"{bulk}?id={row.pk}", f"{bulk}?id=all"]
        asked += [reverse("wagtail_localize:snippets_api_listing", args=kind)]
        asked += [reverse("wagtail_localize:snippets_api_detail", args=[*kind, row.pk])]
        chooser = "_".join(["wagtailsnippetchoosers", *kind])
        asked += [reverse(f"{chooser}:{view}") for view in ("choose", "choose_results")]
        asked += [reverse(f"{chooser}:chosen", args=[row.pk]), reverse(f"{chooser}:chosen_multiple") + f"?id={row.pk}"]
        found = {address: name in client.get(address).content.decode() for address in asked}
        named[row] = {"chooser" if "choose" in address else "action" for address, names in found.items() if names}

    reads = user.has_perm("members.view_contact") or user.has_perm("members.change_contact")
    assert named == {
        registration: set(),  # who may see one depends on the event's team, which Wagtail's own views do not ask
        contact: {"chooser", "action"} if reads else set(),
    }
