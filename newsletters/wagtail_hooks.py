"""Registers the newsletter in the CMS."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from coalition.languages.names import site_language_name
from newsletters.editions.models import NewsletterPage
from newsletters.editions.viewsets import EditionViewSet
from newsletters.readers import services as readers
from newsletters.readers.viewsets import ConsentTextViewSet, ReaderViewSet
from newsletters.sending.models import Edition
from newsletters.sending.viewsets import DeliveryViewSet

from .editions import approval, permissions
from .editions import gate_report as gate
from .editions.cms_views import EDITION
from .readers import imports
from .readers.cms_views import EXPORTED
from .sending import transitions as running
from .sending.services import SENT_AGAIN, SETTLED

register_snippet(ConsentTextViewSet)
hooks.register("waiting_work", approval.waiting)


class NewsletterGroup(ViewSetGroup):
    """The *Newsletter* menu: the editions and the readers."""

    menu_label = gettext_lazy("Newsletter")
    menu_icon = "mail"
    menu_order = 490
    items = (EditionViewSet, ReaderViewSet)


@hooks.register("register_admin_viewset")
def register_newsletter_menu() -> NewsletterGroup:
    return NewsletterGroup()


@hooks.register("register_admin_viewset")
def register_deliveries() -> DeliveryViewSet:
    return DeliveryViewSet()


@hooks.register("register_log_actions")
def name_what_is_done(actions: Any) -> None:
    """Let the site history say who decided about an edition, and about readers."""
    for action, label, told in (
        (SENT_AGAIN, gettext_lazy("Send again"), gettext_lazy("Sent the uncertain copies of an edition again")),
        (
            SETTLED,
            gettext_lazy("They arrived"),
            gettext_lazy("Recorded that the uncertain copies of an edition arrived"),
        ),
        (approval.CHOSEN, gettext_lazy("Who receives it"), gettext_lazy("Chose who receives an edition")),
        (approval.ASKED, gettext_lazy("Ask for approval"), gettext_lazy("Asked for the approval of an edition")),
        (approval.APPROVED, gettext_lazy("Approve"), gettext_lazy("Approved an edition")),
        (approval.TAKEN_BACK, gettext_lazy("Take back"), gettext_lazy("Took an edition back that did not leave")),
        (approval.SCHEDULED, gettext_lazy("Schedule"), gettext_lazy("Chose when an approved edition leaves")),
        (running.PAUSED, gettext_lazy("Pause"), gettext_lazy("Paused an edition")),
        (running.RESUMED, gettext_lazy("Resume"), gettext_lazy("Let an edition go on")),
        (running.CANCELLED, gettext_lazy("Cancel"), gettext_lazy("Cancelled what was left of an edition")),
        (imports.IMPORTED, gettext_lazy("Import readers"), gettext_lazy("Imported readers")),
        (EXPORTED, gettext_lazy("Export readers"), gettext_lazy("Exported readers")),
        (readers.ENDED, gettext_lazy("Unsubscribe on request"), gettext_lazy("Unsubscribed an address on request")),
    ):
        actions.register_action(action, label, told)


@hooks.register("register_permissions")
def offer_permissions() -> Any:
    """Show who may send in the form of a group."""
    return Permission.objects.filter(
        content_type__app_label="newsletters",
        codename__in=[
            "view_edition",
            "send_edition",
            "approve_edition",
            "import_reader",
            "import_proven_reader",
            "export_reader",
            "unsubscribe_reader",
        ],
    )


@hooks.register("register_page_header_buttons")
def offer_sending(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer the page of the edition beside an edition's other actions."""
    if isinstance(page, NewsletterPage) and page.pk and permissions.may_send(user):
        yield Button(_("Languages, test and send"), reverse(EDITION, args=[page.pk]), icon_name="mail", priority=5)


@hooks.register("after_publish_page")
def lead_to_the_edition(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Lead from a published language to the page of the edition, where the next step is."""
    if not isinstance(page, NewsletterPage) or not permissions.may_send(request.user):
        return None
    if page.frozen:
        told = _(
            "Published in %(language)s. The edition was sent before: its readers and the archive keep what was sent."
        )
    else:
        told = _("Published in %(language)s. Nobody was sent anything yet.")
        gate.want_links(page=page)
    messages.success(request, told % {"language": site_language_name(page.locale.language_code)})
    return redirect(EDITION, page.pk)


TAKES_AWAY = {"delete", "unpublish"}
OVER = (Edition.State.SENT, Edition.State.CANCELLED)


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def keep_pages(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to unpublish or delete `page` where it, or a page below, is of an edition that is not over."""
    return _refused(request, [page])


@hooks.register("before_bulk_action")
def keep_among_others(request: HttpRequest, action: str, objects: Sequence[Any], view: Any) -> HttpResponse | None:
    """Refuse that for several pages at once."""
    pages = [item for item in objects if isinstance(item, Page)]
    return _refused(request, pages) if pages and action in TAKES_AWAY else None


def _refused(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    paths = [page.path for page in pages]
    going_on = Edition.objects.exclude(state__in=OVER).values("translation_key")
    held = NewsletterPage.objects.filter(translation_key__in=going_on).only("path")
    if not any(page.path.startswith(path) for page in held for path in paths):
        return None
    told = _("An edition that waits or is being sent keeps its pages: take it back or cancel it first.")
    messages.error(request, told)
    return redirect("newsletter_editions:index")
