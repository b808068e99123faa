"""HTTP of the CMS: upload a list, look at what would happen, bring it in. Only the last step writes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from newsletters.readers import permissions
from newsletters.readers.importing import services, sheet
from newsletters.readers.importing.forms import ConfirmListForm, ListForm
from newsletters.readers.models import ReaderImport

INDEX = "newsletter_readers:index"


def bring_in(request: HttpRequest) -> HttpResponse:
    """Take a list of addresses: uploaded, looked at, confirmed. Raises PermissionDenied for who may bring nobody in."""
    if not permissions.may_import(request.user):
        raise PermissionDenied
    may_prove = permissions.may_import_proven(request.user)
    empty = ListForm(may_prove=may_prove)
    if request.method != "POST":
        return _show(request, form=empty)
    is_confirmed = "content" in request.POST
    form: Any = (
        ConfirmListForm(request.POST, may_prove=may_prove)
        if is_confirmed
        else ListForm(request.POST, request.FILES, may_prove=may_prove)
    )
    if not form.is_valid():
        damaged = [error for errors in form.errors.values() for error in errors]
        return _show(request, form=empty, damaged=damaged) if is_confirmed else _show(request, form=form)
    facts = form.cleaned_data
    text = facts["content"] if is_confirmed else facts["file"]
    try:
        lines = sheet.read(text)
    except sheet.Unreadable as error:
        if is_confirmed:
            return _show(request, form=empty, damaged=[str(error)])
        form.add_error("file", str(error))
        return _show(request, form=form)
    plan = sheet.plan(lines, language=facts["language"])
    if is_confirmed and plan.new and plan.digest == facts["seen"]:
        return _begin(request, plan, source=facts["source"], direct=facts["direct"])
    if is_confirmed:
        messages.warning(request, _("Nothing was saved: the list would do something else now. Look at it again."))
    about = {name: facts[name] for name in ("source", "language", "direct")}
    carried = about | {"content": ConfirmListForm.pack(text), "seen": plan.digest}
    confirm = ConfirmListForm(initial=carried, may_prove=may_prove)
    return _show(request, confirm=confirm, plan=plan, lines=lines, direct=facts["direct"])


def _begin(request: HttpRequest, plan: sheet.Plan, *, source: str, direct: bool) -> HttpResponse:
    services.begin(plan=plan, source=source, direct=direct, by=request.user)
    if direct:
        told = ngettext("%(count)d reader is being added.", "%(count)d readers are being added.", len(plan.new))
    else:
        told = ngettext("%(count)d person is being asked.", "%(count)d people are being asked.", len(plan.new))
    messages.success(request, told % {"count": len(plan.new)})
    return redirect(INDEX)


def _show(request: HttpRequest, **context: Any) -> HttpResponse:
    labels = {
        "new": _("New"),
        "reads": _("Already a reader"),
        "left": _("Unsubscribed: a list does not bring them back"),
        "suppressed": _("Suppressed: our emails were refused or bounced"),
        "twice": _("Listed twice"),
        "error": _("Error"),
    }
    plan, title = context.get("plan"), _("Import readers")
    told = {
        "outcomes": [(label, plan.counts[name]) for name, label in labels.items()] if plan else [],
        "delimiter": sheet.DELIMITERS[context["lines"].delimiter] if "lines" in context else "",
        "imports": ReaderImport.objects.select_related("by")[:10],
        "header_icon": "upload",
        "header_title": title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse(INDEX), "label": _("Readers")},
            {"url": "", "label": title},
        ],
    }
    return render(request, "newsletters/cms/import.html", told | context)
