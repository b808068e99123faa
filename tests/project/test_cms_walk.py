"""Every address of the CMS answers: nobody who works there meets an error of the server."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.admin.utils import quote
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.models import get_snippet_models

from coalition.members.models import LocalGovernment
from coalition.users.models import User
from coalition.users.roles import COMMITTEE_EDITORS
from tests.factories.charter import SignatureFactory, staff
from tests.factories.members import LocalGovernmentFactory

from .cms_world import addresses, make_world, model_viewsets

pytestmark = [
    pytest.mark.attack,
    pytest.mark.filterwarnings(
        # Wagtail leaves the file that it draws in to the garbage collector; ends when its models.py closes it.
        "ignore:Exception ignored in.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
    ),
]
# A script or handler that the policy of the CMS would not let run: decision 0014-two-content-policies.
INLINE = re.compile(r"<script(?![^>]*(?: src=| nonce=|json|template))|<[a-z][^>]* on[a-z]+=\"|href=\"javascript:", re.I)
FORM = re.compile(r"(<form\b[^>]*method=\"post\"[^>]*>)(.*?)</form>", re.I | re.S)
TEXT = re.compile(r"<textarea|<input[^>]* type=\"(?:text|email|url|number|tel)\"")
MOST = 3  # rows of a kind that are deleted
SKIPPED = ("/cms/failwhale/", "/cms/test404/", "/cms/logout/")  # Wagtail shows its errors; and the way out


@pytest.fixture(scope="module")
def world(rows_of_the_module: None) -> dict[str, int]:
    """One row of everything, made once for the module."""
    return make_world()


@pytest.fixture
def visitor(client: Client) -> Client:
    """A browser that is shown errors of the server, as people are."""
    client.raise_request_exception = False
    return client


def administrator(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("root", "root@town.example", "x"))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["administrator", COMMITTEE_EDITORS])  # what opens to whom: test_permission_table.py
@pytest.mark.filterwarnings(
    "ignore:Pagination may yield:django.core.paginator.UnorderedObjectListWarning"
)  # Localize's
def test_no_address_of_the_cms_ends_in_an_error(visitor: Client, world: dict[str, int], role: str):
    if role == "administrator":
        administrator(visitor)
    else:
        visitor.force_login(staff(role))
    asked = addresses(dict(world), ours=role != "administrator")

    answers = {address: looked_at(visitor.get(address)) for address in asked if address not in SKIPPED}

    assert [address for address, (status, *_rest) in answers.items() if status >= 500] == []
    assert [address for address, (_status, inline, _forms) in answers.items() if inline] == []
    own = {address for address in addresses(dict(world), ours=True) if not address.startswith("/cms/door/")}
    assert {address: forms for address, (*_rest, forms) in answers.items() if forms and address in own} == {}


def looked_at(answer) -> tuple[int, bool, list[str]]:
    """Return the status of an answer, whether it is a page with a script of its own, and its forms that lose words.

    These take text, and let who leaves the page go without Wagtail's warning.
    """
    is_page = not answer.streaming and answer.get("Content-Type", "").startswith("text/html")
    html = answer.content.decode() if is_page else ""
    forms = [begin for begin, within in FORM.findall(html) if TEXT.search(within) and "w-unsaved" not in begin]
    return answer.status_code, bool(INLINE.search(html)), forms


def deletions(viewset: ModelViewSet, key: int) -> Iterator[str]:
    """Yield where a row is deleted: by itself and, of a snippet, with others that were ticked."""
    yield reverse(viewset.get_url_name("delete"), args=[quote(key)])
    if viewset.model in get_snippet_models():
        names = (viewset.model._meta.app_label, viewset.model._meta.model_name, "delete")
        yield reverse("wagtail_bulk_action", args=names) + f"?next=/cms/&id={key}"


@pytest.mark.django_db
def test_every_deletion_is_done_or_refused_in_words(visitor: Client, world: dict[str, int]):
    administrator(visitor)
    failed, refused = [], set()

    for viewset in model_viewsets():
        rows = viewset.model._default_manager
        for key in rows.order_by("pk").values_list("pk", flat=True)[:MOST]:
            for address in deletions(viewset, key):
                with transaction.atomic():
                    answer = visitor.post(address, follow=True)
                    if answer.status_code != 200:
                        failed.append((address, answer.status_code))
                    if "Nothing was deleted" in answer.content.decode():
                        refused.add((viewset.model._meta.label, rows.filter(pk=key).exists()))
                    transaction.set_rollback(True)

    assert failed == []
    kept = (
        "calls.Call", "events.Event", "figures.Indicator", "home.Goal", "members.LocalGovernment", "users.User",
        "webinars.Course",
    )  # fmt: skip
    assert refused == {(label, True) for label in kept}


@pytest.mark.django_db
def test_a_government_that_signed_is_kept_alone_and_among_others(client: Client):
    administrator(client)
    signed, unsigned = SignatureFactory(state="signed").government, LocalGovernmentFactory()
    alone = reverse("wagtailsnippets_members_localgovernment:delete", args=[signed.pk])
    together = reverse("wagtail_bulk_action", args=["members", "localgovernment", "delete"])
    together += f"?next=/cms/&id={signed.pk}&id={unsigned.pk}"

    told = [client.get(alone, follow=True), client.post(alone, follow=True), client.post(together, follow=True)]

    said = f"Nothing was deleted. {signed}: still used by signatures (1)."
    assert [said in page.content.decode() for page in told] == [True] * 3
    assert LocalGovernment.objects.filter(pk__in=[signed.pk, unsigned.pk]).count() == 2
