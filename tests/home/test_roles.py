"""What each role of the demonstration meets in the CMS: its own work, and nothing of the others'."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page

from charter.pages import CharterIndexPage
from coalition.users import roles
from coalition.users.models import User
from events.pages.sections import EventsIndexPage
from newsletters.editions.models import NewsletterArchivePage
from newsletters.models import NewsletterIndexPage
from tests.factories.home import make_home, make_page


@pytest.fixture
def tree(db) -> dict[str, Page]:
    """Return one page of each section."""
    home = make_home()
    newsletter = home.add_child(instance=NewsletterIndexPage(title="Newsletter", slug="newsletter"))
    return {
        "text": make_page("About", slug="about"),
        "events": home.add_child(instance=EventsIndexPage(title="Events", slug="events")),
        "charter": home.add_child(instance=CharterIndexPage(title="Charter", slug="charter")),
        "newsletter": newsletter.add_child(instance=NewsletterArchivePage(title="Archive", slug="archive")),
    }


@pytest.mark.parametrize(
    ("role", "writes"),
    [
        (roles.COMMITTEE_EDITORS, ["charter", "events", "newsletter", "text"]),
        (roles.EVENT_HOSTS, ["events"]),
        (roles.CHARTER_REVIEWERS, []),
        (roles.NEWSLETTER_EDITORS, ["newsletter"]),
    ],
)
def test_each_role_edits_its_own_pages_only(client, tree, role, writes):
    editor = User.objects.create_user("editor", "editor@example.org", "x")
    editor.groups.add(Group.objects.get(name=role))
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")

    opened = {
        name for name, page in tree.items()
        if client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    }  # fmt: skip

    assert sorted(opened) == writes
