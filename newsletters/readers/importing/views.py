"""HTTP of the CMS: upload a list, look at what would happen, bring it in. Only the last step writes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from coalition.members.forms import ConfirmForm
from newsletters.readers import permissions
from newsletters.readers.importing import services, sheet
from newsletters.readers.importing.forms import ListForm, MappingForm
from newsletters.readers.models import ReaderImport

INDEX = "newsletter_readers:index"


def bring_in(request: HttpRequest) -> HttpResponse:
    """Take a list of addresses in three steps. Raises PermissionDenied for who may bring nobody in."""
    if not permissions.may_import(request.user):
        raise PermissionDenied
    may_prove = permissions.may_import_proven(request.user)
    if request.method == "POST" and "content" in request.POST:
        return _look(request, may_prove=may_prove)
    form = ListForm(request.POST or None, request.FILES or None, may_prove=may_prove)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form=form)
    return _first_look(request, form, may_prove=may_prove)


def _first_look(request: HttpRequest, form: ListForm, *, may_prove: bool) -> HttpResponse:
    """Guess the columns of the uploaded list and show what it would do."""
    text = form.cleaned_data["file"]
    try:
        lines = sheet.read(text)
    except sheet.Unreadable as error:
        form.add_error("file", str(error))
        return _show(request, form=form)
    places = sheet.guess(lines)
    chosen = {f"column_{column}": "" if place is None else str(place) for column, place in places.items()}
    carried = {name: form.cleaned_data[name] for name in ("source", "language", "direct")}
    data = {**carried, **chosen, "content": ConfirmForm.pack(text)}
    mapping = MappingForm({key: value for key, value in data.items() if value}, lines=lines, may_prove=may_prove)
    mapping.is_valid()  # without an address anywhere the person chooses
    plan = sheet.plan(lines, mapping.places, language=carried["language"])
    return _show(request, mapping=mapping, plan=plan, lines=lines)


def _look(request: HttpRequest, *, may_prove: bool) -> HttpResponse:
    """Show the plan with the columns that were chosen, or carry it out where it is the one that was looked at."""
    packed = ConfirmForm(request.POST)
    if not packed.is_valid():
        return _show(request, form=ListForm(may_prove=may_prove), damaged=packed.errors.get("content", []))
    try:
        lines = sheet.read(packed.cleaned_data["content"])
    except sheet.Unreadable as error:
        return _show(request, form=ListForm(may_prove=may_prove), damaged=[str(error)])
    mapping = MappingForm(request.POST, lines=lines, may_prove=may_prove)
    if not mapping.is_valid():
        return _show(request, mapping=mapping, plan=sheet.Plan([]), lines=lines)
    plan = sheet.plan(lines, mapping.places, language=mapping.cleaned_data["language"])
    if request.POST.get("action") != "import" or not plan.new:
        return _show(request, mapping=mapping, plan=plan, lines=lines)
    if plan.digest != mapping.cleaned_data["seen"]:
        messages.warning(request, _("Nothing was saved: the list would do something else now. Look at it again."))
        return _show(request, mapping=mapping, plan=plan, lines=lines)
    direct, source = mapping.cleaned_data["direct"], mapping.cleaned_data["source"]
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
