"""The CMS's page of the gate: what stops an edition and where to mend it, and what is chosen for a missing language."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from coalition.cms.views import frame
from coalition.languages.names import language_codes, site_language_name
from coalition.mail.rendering import PLACEHOLDER, framed
from newsletters.readers.forms import RecipientsForm
from newsletters.readers.services import choose_fallbacks, recipients_in_words, recipients_of
from newsletters.sending import services as sending
from newsletters.sending import transitions as running
from newsletters.sending.models import Edition, EditionText
from newsletters.sending.services import send_again, settle_delivered

from . import approval, gate_report, permissions, services
from . import services as editions
from .forms import AskForm, FallbacksForm, MoveForm, TestForm
from .models import NewsletterArchivePage, NewsletterPage

CHECK = "newsletter_editions:check"


def check(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what the gate finds in all languages; take what readers of a missing one receive, or ask outside links.

    Raises PermissionDenied without the permission to send.
    """
    if not permissions.may_send(request.user):
        raise PermissionDenied
    page = get_object_or_404(NewsletterPage.objects.select_related("locale"), pk=page_id)
    if Edition.objects.filter(translation_key=page.translation_key).exists():
        return redirect("newsletter_editions:edition", page.pk)  # its words are frozen: nothing is to be mended
    choices = FallbacksForm(request.POST if _asked(request, "choose") else None, versions=editions.versions(page=page))
    if _asked(request, "choose") and choices.is_valid():
        choose_fallbacks(translation_key=page.translation_key, chosen=choices.chosen())
        log(instance=page, action=approval.CHOSEN, user=request.user)
        messages.success(request, _("Your choice is kept."))
        return redirect(CHECK, page.pk)
    if _asked(request, "links"):
        messages.success(request, _links_told(gate_report.want_links(page=page)))
        return redirect(CHECK, page.pk)
    return render(request, "newsletters/cms/check.html", _gate_context(page, choices))


def _asked(request: HttpRequest, action: str) -> bool:
    return request.method == "POST" and request.POST.get("action") == action


def _links_told(count: int) -> str:
    if not count:
        return _("The edition leads to no other site.")
    told = ngettext(
        "%(count)d address is being checked. Open this page again in a minute.",
        "%(count)d addresses are being checked. Open this page again in a minute.",
        count,
    )
    return told % {"count": count}


def _gate_context(page: NewsletterPage, choices: FallbacksForm) -> dict[str, Any]:
    report = gate_report.run(page=page)
    head = frame("mail", pgettext("of an edition", "Check"), ("newsletter_editions:index", _("Editions")))
    edition_url = reverse("newsletter_editions:edition", args=[page.pk])
    head["breadcrumbs_items"].insert(-1, {"url": edition_url, "label": page.title})
    head["header_title"] = page.title
    parts = [("", _("The edition as a whole")), *((code, site_language_name(code)) for code in language_codes())]
    return {
        "page": page,
        "report": report,
        "parts": [(name, found) for code, name in parts if (found := report.of(code))],
        "choices": choices,
        **head,
    }


INDEX, EDITION = "newsletter_editions:index", "newsletter_editions:edition"


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
    posted = request.POST.get("action", "") if request.method == "POST" else ""
    test = TestForm(request.POST if posted == "test" else None, versions=versions)
    ask = AskForm(request.POST if posted == "ask" else None)
    to = ""  # the page that follows
    match posted:
        case "write":
            return _write(request, page)
        case "test":
            to = _test(request, page, test)
        case "ask":
            to = _ask(request, page, ask)
        case "again" | "arrived":
            to = _settle_doubt(request, page, again=posted == "again")
    if to:
        return redirect(to, page.pk)
    return render(request, "newsletters/cms/edition.html", _context(request, page, versions, test=test, ask=ask))


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


def _test(request: HttpRequest, page: NewsletterPage, form: TestForm) -> str:
    address = request.user.email  # type: ignore[union-attr]
    if not address:
        messages.error(request, _("Your account has no email address: add one in your profile, then try again."))
    elif form.is_valid():
        sent = services.send_tests(page=page, to=address, **form.cleaned_data)
        told = ngettext(
            "%(count)d test is on its way to %(address)s.",
            "%(count)d tests are on their way to %(address)s.",
            len(sent),
        )
        messages.success(request, told % {"count": len(sent), "address": address})
    else:
        return ""
    return EDITION


def _ask(request: HttpRequest, page: NewsletterPage, form: AskForm) -> str:
    """Freeze the edition, and ask another person for approval."""
    if not form.is_valid():
        return ""
    try:
        approval.ask(page=page, by=request.user, zone=form.zone, **form.cleaned_data)
    except approval.Closed:
        messages.error(request, _("This edition cannot be sent yet: see what stops it."))
        return CHECK
    except services.AlreadySent:
        messages.error(request, _("This edition was asked for before. Nothing was changed."))
    else:
        messages.success(request, _("The edition waits for the approval of another person."))
    return EDITION


def _settle_doubt(request: HttpRequest, page: NewsletterPage, *, again: bool) -> str:
    """Send the uncertain copies of a sent edition again, or call them delivered."""
    decide = send_again if again else settle_delivered
    count = decide(edition=get_object_or_404(Edition, translation_key=page.translation_key), by=request.user)
    if not count:
        messages.success(request, _("No copy is uncertain any more. Nothing was changed."))
        return EDITION
    if again:
        told = ngettext("%(count)d copy is on its way again.", "%(count)d copies are on their way again.", count)
    else:
        told = ngettext("%(count)d copy counts as delivered.", "%(count)d copies count as delivered.", count)
    messages.success(request, told % {"count": count})
    return EDITION


def _context(
    request: HttpRequest, page: NewsletterPage, versions: list[services.Version], *, test: TestForm, ask: AskForm
) -> dict[str, Any]:
    editions = Edition.objects.filter(translation_key=page.translation_key)
    edition = editions.select_related("sent_by", "approved_by").first()
    waits = edition if edition and not edition.has_begun else None
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
        "mark": approval.seen(edition) if edition else "",
        "may_approve": permissions.may_approve(request.user, edition),
        "texts": waits.texts.order_by("pk") if waits else [],
        "recipients": "" if edition and edition.has_begun else recipients_in_words(page.translation_key),
        "figures": [
            (site_language_name(code), counts)
            for code, counts in (sending.figures_of(edition=edition, now=timezone.now()) if edition else {}).items()
        ],
        "progress": sending.state_counts(edition=edition).items() if edition else [],
        "came_back": sending.bounce_counts(edition=edition).items() if edition else [],
        "doubted": edition.deliveries.in_doubt().count() if edition else 0,
        "address": request.user.email,  # type: ignore[union-attr]
        **frame("mail", page.title, (INDEX, _("Editions"))),
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
        log(instance=page, action=approval.CHOSEN, user=request.user)
        messages.success(request, _("Your changes are saved."))
        return redirect(EDITION, page.pk)
    head = frame("group", _("Who receives it"), (INDEX, _("Editions")))
    head["breadcrumbs_items"].insert(-1, {"url": reverse(EDITION, args=[page.pk]), "label": page.title})
    return render(request, "cms/page.html", head | {"form": form})


# What may be done with an edition once it is frozen, and what is said then; approving and moving need more.
ACTIONS: dict[str, tuple[Any, Any]] = {
    "take-back": (approval.take_back, gettext_lazy("The edition is a draft again. Nobody was sent anything.")),
    "now": (approval.send_now, gettext_lazy("The edition is on its way.")),
    "pause": (running.pause, gettext_lazy("Paused. Nothing more leaves until somebody resumes it.")),
    "resume": (running.resume, gettext_lazy("The edition goes on.")),
    "cancel": (running.cancel, gettext_lazy("Cancelled. Nobody else receives this edition.")),
}


@require_POST
def decide(request: HttpRequest, page_id: int) -> HttpResponse:
    """Do what is asked with the edition of a page, and lead back to its page.

    Raises PermissionDenied without the permission to send, or to approve; Http404 where nothing is frozen.
    """
    asked = request.POST.get("action", "")
    may_send = permissions.may_send(request.user)
    if not may_send and not (asked == "approve" and permissions.may_approve(request.user)):
        raise PermissionDenied
    page = get_object_or_404(NewsletterPage, pk=page_id)
    edition = Edition.objects.filter(translation_key=page.translation_key).first()
    if edition is None:
        return redirect(EDITION, page.pk)
    try:
        _act(request, edition, asked)
    except running.NotNow:
        messages.error(request, _("This is not possible any more: the edition has moved on. Nothing was changed."))
    except running.Changed:
        messages.error(request, _("The edition or its readers have changed since you opened it. Look at it again."))
    except approval.OwnEdition:
        messages.error(request, _("Another person must approve this edition."))
    return redirect(EDITION, page.pk)


def _act(request: HttpRequest, edition: Edition, asked: str) -> None:
    if asked == "approve":
        edition = approval.approve(edition=edition, by=request.user, mark=request.POST.get("mark", ""))
        told = _("Approved. The edition leaves at its time.")
        messages.success(request, _("Approved. The edition is on its way.") if edition.has_begun else told)
    elif asked == "schedule":
        form = MoveForm(request.POST)
        if not form.is_valid():
            messages.error(request, form.told)
            return
        approval.schedule(edition=edition, by=request.user, zone=form.zone, **form.cleaned_data)
        messages.success(request, _("The edition leaves at its new time."))
    elif asked in ACTIONS:
        act, told = ACTIONS[asked]
        act(edition=edition, by=request.user)
        messages.success(request, told)


@require_GET
def words(request: HttpRequest, page_id: int, language: str) -> HttpResponse:
    """Show the frozen words of an edition in `language`, as they would leave: what is approved.

    `look=discreet` shows the discreet copy. Raises PermissionDenied as `decide`, Http404 where nothing is frozen.
    """
    if not (permissions.may_send(request.user) or permissions.may_approve(request.user)):
        raise PermissionDenied
    page = get_object_or_404(NewsletterPage, pk=page_id)
    texts: Any = EditionText.objects.filter(edition__translation_key=page.translation_key)
    text = get_object_or_404(texts, language=language)
    html = text.discreet_html if request.GET.get("look") == "discreet" else text.html
    return framed(html.replace(PLACEHOLDER, "preview"))
