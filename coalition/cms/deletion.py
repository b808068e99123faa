"""What the CMS answers when others depend on what shall be deleted: words, never an error of the server."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from coalition.languages.names import listed

FILES = ("/cms/documents/", "/cms/bulk/wagtaildocs/")
TAKE_AWAY = gettext_lazy("To take a file away from the public at once, withdraw it: its address then says so.")

Refusal = ProtectedError | RestrictedError


def refusal(instances: Iterable[Model]) -> tuple[list[Model], Counter[str]]:
    """Return which of `instances` cannot be deleted, and how many rows depend on them, by kind; reads only."""
    kept, kinds = [], Counter[str]()
    for instance in instances:
        try:
            Collector(using=DEFAULT_DB_ALIAS, origin=instance).collect([instance])
        except (ProtectedError, RestrictedError) as error:
            kept.append(instance)
            kinds += kinds_of(error)
    return kept, kinds


def kinds_of(error: Refusal) -> Counter[str]:
    """Return how many rows of each kind refused a deletion, by the kind's name: who they are is not everybody's."""
    rows = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    return Counter(str(row._meta.verbose_name_plural) for row in rows)


def counted(kinds: Counter[str]) -> str:
    """Return `kinds` as words: "reports (2), signatures (1)".

    Models that say `hide_counts = True` are named without a number: a small one would tell of single people.
    """
    hidden = {str(kind._meta.verbose_name_plural) for kind in apps.get_models() if getattr(kind, "hide_counts", False)}
    return listed(kind if kind in hidden else f"{kind} ({count})" for kind, count in sorted(kinds.items()))


def keep_what_others_need(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Say at once, before anybody is asked to confirm, that snippets, alone or among others, cannot be deleted."""
    kept, kinds = refusal(instances)
    if not kept:
        return None
    told = _("Nothing was deleted. %(names)s: still used by %(kinds)s. Change what uses it first, or keep it.")
    messages.error(request, told % {"names": listed(map(str, kept)), "kinds": counted(kinds)})
    return redirect(type(instances[0]).snippet_viewset.get_url_name("list"))


class KeptRowsMiddleware:
    """Answer in words, on the page that asked, whatever else of the CMS could not be deleted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead back to the question; Django deletes all or nothing, so nothing was."""
        if not isinstance(exception, ProtectedError | RestrictedError) or not request.path_info.startswith("/cms/"):
            return None
        told = _("Nothing was deleted: still used by %(kinds)s. Change what uses it first, or keep it.")
        told %= {"kinds": counted(kinds_of(exception))}
        messages.error(request, f"{told} {TAKE_AWAY}" if request.path_info.startswith(FILES) else told)
        return redirect(request.get_full_path())
