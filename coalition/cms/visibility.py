"""What of other roles' work the CMS shows in its choosers and reports: nothing that the public may not see either."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch
from wagtail.admin.auth import permission_denied
from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail.snippets.models import get_snippet_models

from coalition.typed import key_of

ANY = ("add", "change", "delete", "view")
ACTIONS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
OF_THE_WHOLE_SITE = {
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_reports:page_types_usage_results",
    "wagtail_localize:translations_report",
    "wagtail_localize:translations_report_results",
}
# Views that name what they are asked for by number, whoever asks.
BULK_ACTION = "wagtail_bulk_action"
CHOSEN = ("chosen", "chosen_multiple", "wagtailadmin_choose_page_chosen_multiple")
PAGES_BY_NUMBER = (
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
)
NUMBERS = ("parent_page_id", "page_to_move_id", "destination_id")
OF_LOCALIZE = ("wagtail_localize:snippets_api_listing", "wagtail_localize:snippets_api_detail")
ROWS_BY_MODEL = (BULK_ACTION, *OF_LOCALIZE)


def is_unlisted(model: Any) -> bool:
    """Say whether no chooser, bulk deletion or listing of Wagtail's own may name rows of `model`.

    It says `hide_in_choosers = True`: who may see a row depends on the row.
    """
    return bool(getattr(model, "hide_in_choosers", False))


def seen_by(user: Any, pages: PageQuerySet) -> PageQuerySet:
    """Return those of `pages` that `user` works on, or that are neither restricted nor hidden.

    A page type names what it hides by `hidden_from_other_roles()`.
    """
    mine = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ACTIONS)
    own = [model.hidden_from_other_roles() for model in get_page_models() if hasattr(model, "hidden_from_other_roles")]
    for hidden in [Page.objects.private().values("pk"), *own]:
        pages = pages.exclude(Q(pk__in=hidden) & ~Q(pk__in=mine.values("pk")))
    return pages


def in_choosers(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Return what the page chooser offers (hook `construct_page_chooser_queryset`)."""
    return seen_by(request.user, pages)


def works_on_the_whole_site(user: Any) -> bool:
    """Say whether `user` may work on the root of the tree, and so on every page."""
    permissions = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    return bool(user.is_superuser) or any(permission.page.depth == 1 for permission in permissions)


class ChoosersMiddleware:
    """Refuse the CMS's choosers, lists and bulk actions of rows to who has no permission for them, and reports of the
    whole site to who works on a part. Wagtail asks for the permission of a list or a form, not of these."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not request.path_info.startswith("/cms/") or not request.user.is_authenticated:
            return None
        if match.url_name in CHOSEN and not all(map(key_of, [*request.GET.getlist("id"), *kwargs.values()])):
            raise Http404  # no number: Wagtail would ask the database for it
        return None if may_open(request, match) else permission_denied(request)


def may_open(request: HttpRequest, match: ResolverMatch) -> bool:
    """Say whether the user of `request` may open what `match` found: a chooser, a report, rows; True for all else."""
    for model in get_snippet_models():
        if match.namespace == f"wagtailsnippetchoosers_{model._meta.app_label}_{model._meta.model_name}":
            return not is_unlisted(model) and may_read(request.user, model)
    if match.view_name in OF_THE_WHOLE_SITE:
        return works_on_the_whole_site(request.user)
    if match.view_name in ROWS_BY_MODEL and not may_read(request.user, model_of(match)):
        return False
    if match.view_name in OF_LOCALIZE and not names_own_row(request.user, match):
        return False
    named = match.view_name in ROWS_BY_MODEL and match.kwargs.get("action", "delete") == "delete"
    if named and is_unlisted(model_of(match)):
        return False
    if match.view_name in PAGES_BY_NUMBER or (match.view_name == BULK_ACTION and model_of(match) is Page):
        asked = asked_pages(request, match)
        way = policy_registry.get_by_type(Page).explorable_instances(request.user)  # to what one works on
        asked = asked.exclude(pk__in=way.values("pk"))
        return seen_by(request.user, asked).count() == asked.count()
    return True


def may_read(user: Any, model: Any) -> bool:
    """Say whether `user` may do anything with rows of `model`; what is no model has no rows."""
    policy = policy_registry.get_by_type(model) if model else None
    return policy is None or bool(policy.user_has_any_permission(user, ANY))


def names_own_row(user: Any, match: ResolverMatch) -> bool:
    """Say whether `match` names one row that `user` may do something with; nobody needs all of them."""
    model, key = model_of(match), key_of(match.kwargs.get("pk", ""))
    if not (model and key):
        return False
    rows = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ANY)
    return bool(rows.filter(pk=key).exists())


def model_of(match: ResolverMatch) -> Any:
    """Return the model that the address of a bulk action or of a chooser names, if there is one."""
    return apps.all_models.get(match.kwargs["app_label"], {}).get(match.kwargs["model_name"].lower())


def asked_pages(request: HttpRequest, match: ResolverMatch) -> PageQuerySet:
    """Return the pages that `request` names by number, or by "all" of those below one page."""
    keys = [*request.GET.getlist("id"), *(str(match.kwargs.get(name, "")) for name in NUMBERS)]
    if "all" not in keys:
        return Page.objects.filter(pk__in=[key for text in keys if (key := key_of(text))])
    parent = Page.objects.filter(pk=key_of(request.GET.get("childOf", ""))).first()
    return parent.get_descendants() if parent else Page.objects.all()
