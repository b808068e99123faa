"""One row of everything that the CMS shows, and the addresses that it has for them."""

import contextlib
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import get_page_models

from coalition.figures import releases as figures
from coalition.mail.models import Suppression
from coalition.mail.services import suppress
from coalition.privacy import person_requests as persons
from coalition.privacy.email_addresses import address_digest
from events.messages.models import Letter
from home.contact.models import ContactMessage
from newsletters.sending.models import Delivery
from tests.factories.agenda import make_action, make_goal
from tests.factories.calls import ProposalFactory
from tests.factories.charter import SignatureFactory
from tests.factories.commitments import CommitmentFactory
from tests.factories.courses import course_with_pages, make_question
from tests.factories.doors import DoorFactory
from tests.factories.events import RegistrationFactory, WebinarFactory, event_page
from tests.factories.figures import EntryFactory, FigureFactory, territory
from tests.factories.home import make_home, make_page
from tests.factories.mail import MessageFactory
from tests.factories.members import ContactFactory, LocalGovernmentFactory
from tests.factories.newsletters import EditionTextFactory, ReaderFactory, make_edition
from tests.factories.outside import OutsideCalendarFactory
from tests.factories.replays import make_replay
from tests.factories.resources import ResourceFactory
from tests.factories.territories import make_work

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
WORDS = {
    "action": "delete", "action_name": "approve", "app_label": "members", "app_name": "members",
    "content_type_app_name": "home", "content_type_model_name": "standardpage", "filter_spec": "max-100x100",
    "language": "en",
    "mode": "", "model_name": "localgovernment", "page_type": "home.standardpage", "token": "x", "uidb64": "x",
}  # fmt: skip

APPS = ("coalition.", "charter.", "events.", "webinars.", "newsletters.", "home.")
NO_PAGES = (".js", ".csv", "/results/", "/revert/")  # files, parts of lists, and forms that are shown by their editing


def make_world() -> dict[str, int]:
    """Make one row of everything; return the keys of those that no viewset shows, by the beginning of an address."""
    make_home()
    page = make_page("About", slug="what-we-are")
    page.save_revision().publish()
    ContactFactory()
    WebinarFactory()
    registration = RegistrationFactory()
    event_page(registration.event)
    letter = Letter.objects.create(
        event=registration.event, states=["confirmed"], categories=[registration.category_id], languages=["en"],
        subject={"en": "News"}, text={"en": "Bring warm clothes."},
    )  # fmt: skip
    OutsideCalendarFactory()
    ResourceFactory()
    make_action(make_goal(99))
    make_work(LocalGovernmentFactory(pilot=True), diagnosis={"state": "done", "year": 2022})
    proposal = ProposalFactory(state="sent")
    _course, _page, lessons = course_with_pages()
    make_question(lessons[0].lesson)
    figure = FigureFactory()
    territory("region", figure.government)
    figures.release(indicator=figure.indicator, by=None)
    replay, door = make_replay(), DoorFactory(event=registration.event)
    transcript = replay.transcripts.get()
    asked = persons.record(
        kind="access", channel="email", identity_check="reply", address="one@town.example",
        received_on=date(2026, 11, 2), by=None,
    )  # fmt: skip
    written = ContactMessage.objects.create(topic="press", text="Hello", language="en", answer_by=date(2026, 11, 9))
    MessageFactory()
    suppress(digest=address_digest("gone@town.example"), reason=Suppression.Reason.BOUNCED)
    CommitmentFactory(signature=SignatureFactory(state="signed"))
    EntryFactory()
    edition = make_edition()
    text = EditionTextFactory()
    Delivery.objects.create(edition=text.edition, reader=ReaderFactory(), text=text)
    image = get_image_model().objects.create(title="Door", file=get_test_image_file())
    document = get_document_model().objects.create(title="Text", file=ContentFile(b"words", name="text.txt"))
    forward = Redirect.objects.create(old_path="/old", redirect_link="/en/")
    return {
        **{f"cms/event-{of}/": registration.event_id for of in ("letters", "invitations", "emails", "report")},
        **{f"cms/{of}": registration.event_id for of in ("badges/", "event/", "door/event/")},
        **{f"cms/event-{of}/": replay.event_id for of in ("live", "replays")},
        "cms/event-replays/file/": 0, "cms/event-replays/captions/": transcript.pk,
        "cms/door/": door.pk, "cms/contact/messages/": written.pk, "cms/person-requests/": asked.pk,
        "cms/event-letters/letter/": letter.pk,
        "cms/figures/releases/prepare/": figure.indicator_id,
        "cms/calls/proposals/ranking/": proposal.call_id,
        "cms/newsletter-editions/": edition.pk, "cms/images/": image.pk, "cms/documents/": document.pk,
        "cms/withdrawn-files/": document.pk,
        "cms/redirects/": forward.pk, "cms/localize/submit/": page.pk,
        **dict.fromkeys(("cms/bulk/", "cms/localize/", "cms/workflows/"), 1), "cms/": page.pk,
        **dict.fromkeys(("cms/snippets/choose/", "cms/localize/api/"), 0),  # a row that nobody has, whatever ran before
    }  # fmt: skip


def model_viewsets() -> list[ModelViewSet]:
    return [viewset for viewset in viewsets.viewsets if isinstance(viewset, ModelViewSet)]


def keys_of(keys: dict[str, int]) -> dict[str, int]:
    """Return `keys` with that of the first row of each viewset, by the beginning of its addresses."""
    for viewset in model_viewsets():
        row = viewset.model._default_manager.order_by("pk").first()
        if row is not None:
            keys[f"cms/{viewset.url_prefix}/"] = row.pk
    return keys


def view_of(pattern: URLPattern) -> str:
    """Return the module of the view, of a class-based one that of its class."""
    return getattr(pattern.callback, "view_class", pattern.callback).__module__


def addresses(keys: dict[str, int], *, ours: bool = False) -> list[str]:
    """Return every address of the CMS, or of `ours` alone, with a row's key where it takes one."""
    keys = keys_of(keys)
    longest_first = sorted(keys, key=len, reverse=True)
    found = []
    for written, pattern in routes(get_resolver().url_patterns):
        if ours and view_of(pattern).startswith("wagtail"):
            continue
        if written.startswith("cms/") and "(?P" not in written:
            key = next(keys[beginning] for beginning in longest_first if written.startswith(beginning))
            found.append("/" + PARAMETER.sub(lambda match, key=key: WORDS.get(match[2], str(key)), written))
    return [address for address in found if ".*" not in address]


def screens(keys: dict[str, int]) -> list[str]:
    """Return the address of every screen of ours: our views, and the forms and lists of our models and page types."""
    found = ["/cms/", *addresses(keys, ours=True)]
    for viewset in model_viewsets():
        if viewset.model.__module__.startswith(APPS) and (row := viewset.model._default_manager.order_by("pk").first()):
            for name, given in (("list", []), ("index", []), ("add", []), ("edit", [row.pk]), ("inspect", [row.pk])):
                with contextlib.suppress(NoReverseMatch):
                    found.append(reverse(viewset.get_url_name(name), args=given))
    for kind in get_page_models():
        page = kind._default_manager.filter(depth__gt=2).order_by("path").first()
        if page is not None:
            names = (kind._meta.app_label, kind._meta.model_name)
            found.append(reverse("wagtailadmin_pages:edit", args=[page.pk]))
            found.append(reverse("wagtailadmin_pages:add", args=[*names, page.get_parent().pk]))
    return [address for address in dict.fromkeys(found) if not address.endswith(NO_PAGES)]


def routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        written = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, written)
        elif isinstance(pattern, URLPattern):
            yield written.replace("^", ""), pattern
