"""No address of the CMS names a draft, a closed meeting, a private file or another jury's proposal to other roles."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.log_actions import log
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, Task
from wagtail_localize.models import Translation, TranslationSource

from coalition.users.models import User
from coalition.users.roles import (
    CHARTER_REVIEWERS,
    DATA_PROTECTION,
    EVENT_HOSTS,
    JURY,
    NEWSLETTER_EDITORS,
)
from events.pages.models import EventPage
from tests.attacks.measuring import LONG
from tests.factories.calls import ProposalFactory
from tests.factories.charter import staff
from tests.factories.events import EventFactory, event_page
from tests.factories.home import make_page
from tests.factories.newsletters import newsletter_section
from tests.factories.outside import OutsideCalendarFactory

from .cms_world import PARAMETER, WORDS, routes, view_of

pytestmark = [
    pytest.mark.lengthy,
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Pagination may yield:django.core.paginator.UnorderedObjectListWarning"),
    # Wagtail leaves the file that it draws a picture in to the garbage collector; ends when its models.py closes it.
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
    ),
]

MARK = re.compile(r"Undisclosed (\w+)")
ORDINARY_ACCOUNT = "an account without a role"
# The way out, errors that Wagtail shows, actions on many (see BULK), and rows of models that are nobody's secret.
SKIPPED = re.compile(
    r"cms/(failwhale|test404|logout|login|password_reset|sprite|bulk|jsi18n)/"
    r"|cms/snippets/(choose/)?(?!choose/|events/(event|outsidecalendar)/)"
)
OURS = re.compile(r"cms/(calls|newsletter-editions|snippets/events|withdrawn-files|documents|images)/")
BULK = {
    ("wagtailcore", "page"): ("delete", "publish", "unpublish", "move"),
    ("wagtaildocs", "document"): ("delete", "add_tags", "add_to_collection"),
    ("wagtailimages", "image"): ("delete", "add_tags", "add_to_collection"),
    ("events", "event"): ("delete",),
    ("events", "outsidecalendar"): ("delete",),
    ("calls", "proposal"): ("delete",),
}
LISTS = (
    "choose-page/search/?q=undisclosed", "choose-page/?page_type=events.EventPage", "pages/search/?q=undisclosed",
    "documents/?q=undisclosed", "images/?q=undisclosed", "documents/chooser/?q=undisclosed",
    "images/chooser/?q=undisclosed", "api/main/pages/?search=undisclosed", "api/main/documents/?search=undisclosed",
    "api/main/images/?search=undisclosed", "reports/site-history/?export=csv", "reports/aging-pages/?export=csv",
    "reports/workflow/?export=csv", "reports/page-types-usage/?export=csv", "calls/proposals/?export=csv",
    "snippets/events/event/?export=csv", "tag-autocomplete/?term=private",
)  # fmt: skip


@pytest.fixture(scope="module")
def secrets(rows_of_the_module: None) -> dict[int, dict[str, int]]:
    """Rows that are some role's own: those of a group have one key. Return the keys of what belongs to each group."""
    newsletter_section()
    make_page("Ici", slug="ici", language="fr")
    task = Task.objects.first() or Task.objects.create(name="Approval")
    draft = make_page("Undisclosed draft", slug="draft", live=False)
    renamed = make_page("Public", slug="renamed")
    renamed.title = "Undisclosed renamed"
    closed = event_page(EventFactory(name="Undisclosed closed", closed=True))
    unpublished = event_page(EventFactory(name="Undisclosed unpublished"))
    unpublished.unpublish()
    source, _created = TranslationSource.get_or_create_from_instance(draft)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="fr"))
    translation.save_target(publish=False)
    private = Collection.get_first_root_node().add_child(name="Private files")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="password", password="open")
    found = {}
    for page in (draft, renamed, closed, unpublished):
        key = page.pk
        revision = page.save_revision()
        document = get_document_model().objects.create(
            pk=key, title="Undisclosed document", collection=private, file=ContentFile(b"words", name="text.txt")
        )
        document.tags.add("private-files")
        image = get_test_image_file()
        get_image_model().objects.create(pk=key, title="Undisclosed image", collection=private, file=image)
        proposal = ProposalFactory(pk=key, state="sent", title="Undisclosed proposal")
        calendar = OutsideCalendarFactory(pk=key, name="Undisclosed calendar")
        event = page.event if isinstance(page, EventPage) else closed.event
        for row in (page, document, proposal, calendar, event):
            log(instance=row, action="wagtail.edit")
        found[key] = {
            "revision_id": revision.pk, "task_id": task.pk, "translation_id": translation.pk,
            "translation_source_id": source.pk, "event": event.pk,
        }  # fmt: skip
    return found


def addresses(key: int, names: dict[str, int]) -> Iterator[str]:
    """Yield each address of the CMS that may name a row, with `key` where it takes one."""
    for route, pattern in routes(get_resolver().url_patterns):
        if not route.startswith("cms/") or SKIPPED.match(route) or "(?P" in route or ".*" in route:
            continue
        if not (LONG or view_of(pattern).startswith("wagtail") or OURS.match(route)):
            continue
        words = {**WORDS, **names, "app_label": "wagtailcore", "model_name": "page", "app_name": "wagtailcore"}
        if route.startswith("cms/snippets/events/event/"):
            words["pk"] = names["event"]
        yield "/" + PARAMETER.sub(lambda match, words=words: str(words.get(match[2], key)), route)
    home = Page.objects.get(pk=key).get_parent()
    yield f"/cms/pages/{key}/revisions/compare/earliest...latest/"
    yield f"/cms/pages/{key}/move/{home.pk}/confirm/"
    yield f"/cms/pages/{home.pk}/move/{key}/confirm/"
    for parent in (home.pk, home.get_parent().pk):
        yield f"/cms/choose-page/{parent}/"
        yield f"/cms/pages/{parent}/"
        yield f"/cms/api/main/pages/?child_of={parent}"
    for chooser in ("choose-page", "documents/chooser", "images/chooser"):
        yield f"/cms/{chooser}/chosen-multiple/?id={key}"
    for (app, model), actions in BULK.items():
        for action in actions:
            row = names["event"] if model == "event" else key
            yield f"/cms/bulk/{app}/{model}/{action}/?id={row}"
            yield f"/cms/bulk/{app}/{model}/{action}/?id=all"
            yield f"/cms/bulk/{app}/{model}/{action}/?id=all&childOf={home.pk}"
    yield from (f"/cms/{address}" for address in LISTS)


def account(role: str) -> User:
    if role != ORDINARY_ACCOUNT:
        return staff(role)
    user = User.objects.create_user("plain", password="not-a-secret-42")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def words_of(response) -> str:
    return b"".join(response).decode(errors="replace") + response.get("Location", "")


ROLES = (EVENT_HOSTS, JURY, NEWSLETTER_EDITORS)
if LONG:
    ROLES += (CHARTER_REVIEWERS, DATA_PROTECTION, ORDINARY_ACCOUNT)


@pytest.mark.parametrize("role", ROLES)
def test_no_address_names_what_the_role_may_not_open(client: Client, secrets, role: str):
    client.raise_request_exception = False
    client.force_login(account(role))
    named = {}
    for key, names in list(secrets.items()) if LONG else list(secrets.items())[::2]:
        for address in dict.fromkeys(addresses(key, names)):
            for ask in (client.get, client.post):
                response = ask(address)
                words = words_of(response)
                if response.cookies.get("messages"):  # what the next page would say
                    words += words_of(client.get("/cms/account/"))
                if found := MARK.findall(words):
                    named[ask.__name__, address] = set(found)

    assert named == {}
