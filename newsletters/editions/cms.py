"""The CMS's page of one edition: its languages, tests of it, and asking for its sending."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.admin import messages

from coalition.pages.languages import site_language_name
from newsletters.editions import permissions, services, workflow
from newsletters.editions.forms import AskForm, MoveForm, TestForm
from newsletters.editions.gate.cms import CHECK
from newsletters.editions.models import NewsletterArchivePage, NewsletterPage
from newsletters.readers.forms import RecipientsForm
from newsletters.readers.recipients import of as recipients_of
from newsletters.readers.recipients import told
from newsletters.sending import doubt
from newsletters.sending import services as sending
from newsletters.sending.figures import services as figures
from newsletters.sending.models import Edition

EDITION = "newsletter_editions:edition"


def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the form of a new edition, in the editor's own language where the site has it, else in English.

    Raises PermissionDenied for who may write in no newsletter archive.
    """
    archives = {
        archive.locale.language_code: archive for archive in NewsletterArchivePage.objects.select_related("locale")
    }
    mine = {code: one for code, one in archives.items() if permissions.may_write_below(request.user, one)}
    if not mine:
        raise PermissionDenied
    preferred = [code for code in (get_language(), services.FALLBACK) if code in mine]
    archive = mine[preferred[0]] if preferred else next(iter(mine.values()))
    return redirect("wagtailadmin_pages:add", "newsletters", "newsletterpage", archive.pk)


def edition(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the languages of an edition and their readers; begin a language, send a test, or ask for its sending.

    Raises PermissionDenied without the permission to send; who may only approve sees the page, and does nothing here.
    """
    may_look = request.method == "GET" and permissions.may_approve(request.user)
    if not (permissions.may_send(request.user) or may_look):
        raise PermissionDenied
    page = get_object_or_404(NewsletterPage.objects.select_related("locale"), pk=page_id)
    versions = services.versions(page=page)
    test = TestForm(_posted(request, "test"), versions=versions)
    ask = AskForm(_posted(request, "ask"))
    if request.method == "POST":
        actions: dict[str, Callable[[], HttpResponse | None]] = {
            "write": lambda: _write(request, page),
            "test": lambda: _test(request, page, test),
            "ask": lambda: _ask(request, page, ask),
            "again": lambda: _settle_doubt(request, page, doubt.send_again),
            "arrived": lambda: _settle_doubt(request, page, doubt.settle_delivered),
        }
        action = actions.get(request.POST.get("action", ""))
        answer = action() if action else None
        if answer is not None:
            return answer
    return render(request, "newsletters/cms/edition.html", _context(request, page, versions, test=test, ask=ask))


def _posted(request: HttpRequest, action: str) -> Any:
    return request.POST if request.POST.get("action") == action else None


def _write(request: HttpRequest, page: NewsletterPage) -> HttpResponse:
    """Begin a language and open its editor."""
    language = request.POST.get("language", "")
    if language not in permissions.writable_languages(request.user, page):
        raise PermissionDenied
    try:
        copy = services.write_in(page=page, language=language, by=request.user)
    except services.AlreadySent:
        messages.error(request, _("This edition was asked for or sent. Nothing was changed."))
        return redirect(EDITION, page.pk)
    return redirect("wagtailadmin_pages:edit", copy.pk)


def _test(request: HttpRequest, page: NewsletterPage, form: TestForm) -> HttpResponse | None:
    address = request.user.email  # type: ignore[union-attr]
    if not address:
        messages.error(request, _("Your account has no email address: add one in your profile, then try again."))
        return redirect(EDITION, page.pk)
    if not form.is_valid():
        return None
    sent = services.send_tests(page=page, to=address, **form.cleaned_data)
    told = ngettext(
        "%(count)d test is on its way to %(address)s.", "%(count)d tests are on their way to %(address)s.", len(sent)
    )
    messages.success(request, told % {"count": len(sent), "address": address})
    return redirect(EDITION, page.pk)


def _ask(request: HttpRequest, page: NewsletterPage, form: AskForm) -> HttpResponse | None:
    """Freeze the edition, and ask another person for approval."""
    if not form.is_valid():
        return None
    try:
        workflow.ask(page=page, by=request.user, zone=form.zone, **form.cleaned_data)
    except workflow.Closed:
        messages.error(request, _("This edition cannot be sent yet: see what stops it."))
        return redirect(CHECK, page.pk)
    except services.AlreadySent:
        messages.error(request, _("This edition was asked for before. Nothing was changed."))
    else:
        messages.success(request, _("The edition waits for the approval of another person."))
    return redirect(EDITION, page.pk)


def _settle_doubt(request: HttpRequest, page: NewsletterPage, decide: Callable[..., int]) -> HttpResponse:
    """Send the uncertain copies of a sent edition again, or call them delivered."""
    count = decide(edition=get_object_or_404(Edition, translation_key=page.translation_key), by=request.user)
    if not count:
        told = _("No copy is uncertain any more. Nothing was changed.")
    elif decide is doubt.send_again:
        told = ngettext("%(count)d copy is on its way again.", "%(count)d copies are on their way again.", count)
    else:
        told = ngettext("%(count)d copy counts as delivered.", "%(count)d copies count as delivered.", count)
    messages.success(request, told % {"count": count} if count else told)
    return redirect(EDITION, page.pk)


def _context(
    request: HttpRequest, page: NewsletterPage, versions: list[services.Version], *, test: TestForm, ask: AskForm
) -> dict[str, Any]:
    editions = Edition.objects.filter(translation_key=page.translation_key).select_related("sent_by", "approved_by")
    edition = editions.first()
    writable = permissions.writable_languages(request.user, page)
    rows = [
        {
            "version": version,
            "name": site_language_name(version.language),
            "text_name": site_language_name(version.text_language) if version.text_language else "",
            "copied_from_name": site_language_name(version.copied_from) if version.copied_from else "",
            "own": version.text_language == version.language,
            "decided": version.decided,
            "may_write": version.language in writable,
        }
        for version in versions
    ]
    return {
        "page": page,
        "test": test,
        "ask": ask,
        "rows": rows,
        "total": sum(version.readers for version in versions),
        "ready": any(version.page and version.page.live for version in versions),
        "edition": edition,
        "move": MoveForm(),
        "mark": workflow.seen(edition) if edition else "",
        "may_approve": permissions.may_approve(request.user, edition),
        "texts": workflow.texts_to_read(edition),
        "recipients": "" if edition and edition.has_begun else told(page.translation_key),
        "figures": figures.of(edition=edition, now=timezone.now()) if edition else [],
        "progress": sending.progress(edition=edition).items() if edition else [],
        "came_back": sending.came_back(edition=edition).items() if edition else [],
        "doubted": edition.deliveries.in_doubt().count() if edition else 0,
        "address": request.user.email,  # type: ignore[union-attr]
        "header_icon": "mail",
        "header_title": page.title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("newsletter_editions:index"), "label": _("Editions")},
            {"url": "", "label": page.title},
        ],
    }


def recipients(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show and take whom an edition is for, until it is sent.

    Raises PermissionDenied without the permission to send.
    """
    if not permissions.may_send(request.user):
        raise PermissionDenied
    page = get_object_or_404(NewsletterPage, pk=page_id)
    if Edition.objects.filter(translation_key=page.translation_key).exists():
        messages.error(request, _("This edition has left: its recipients stay as they were."))
        return redirect(EDITION, page.pk)
    form = RecipientsForm(request.POST or None, chosen=recipients_of(page.translation_key))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your changes are saved."))
        return redirect(EDITION, page.pk)
    return render(request, "newsletters/cms/recipients.html", _recipients_context(page, form))


def _recipients_context(page: NewsletterPage, form: RecipientsForm) -> dict[str, Any]:
    title = _("Who receives it")
    return {
        "page": page,
        "form": form,
        "header_icon": "group",
        "header_title": title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("newsletter_editions:index"), "label": _("Editions")},
            {"url": reverse(EDITION, args=[page.pk]), "label": page.title},
            {"url": "", "label": title},
        ],
    }
