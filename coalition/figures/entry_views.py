"""The page on which numbers are given without an account: behind a desk, or the link of who was invited."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from coalition.privacy.decorators import private_page

from . import services
from .entry_forms import EntryForm, mark
from .models import Entry


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, token: str) -> HttpResponse:
    """Open the one entry for which somebody was mailed this link."""
    entry = services.behind(token)
    if entry is None:
        raise Http404
    return entry_page(request, entry)


def entry_page(request: HttpRequest, entry: Entry, **context: Any) -> HttpResponse:
    """Show what is asked of one place and year, and keep what is typed; what was checked is shown no more."""
    context |= {"entry": entry}
    if entry.checked_at:
        return render(request, "figures/entry.html", context)
    form = EntryForm(request.POST if request.method == "POST" else None, entry=entry, shown=entry.answers)
    if request.method == "POST":
        try:
            if services.keep(entry=entry, form=form):
                return redirect(request.path)
        except services.Changed:
            context["changed"] = True
        entry.refresh_from_db()
        if context.get("changed"):
            context["theirs"] = theirs(entry.answers, form)
    return render(request, "figures/entry.html", context | {"form": form, "mark": mark(entry)})


def theirs(answers: dict[str, Any], form: EntryForm) -> list[tuple[str, str]]:
    """Return what of the `answers` of somebody else is not what this page has: the label and the answer."""
    found = [(name, text) for name, text in answers.items() if name in form.fields]
    return [(str(form[name].label), text) for name, text in found if text != form.data.get(name, "")]
