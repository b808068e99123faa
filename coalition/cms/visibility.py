"""Which rows the CMS names to whom: those that a role works on, and those that the public may see."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import ResolverMatch
from wagtail.admin.auth import permission_denied
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Page, get_page_models
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail.snippets.models import get_snippet_models

from coalition.typed import key_of

ANY = ("add", "change", "delete", "view")
ACTIONS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
OF_THE_WHOLE_SITE = {
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_reports:page_types_usage_results",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:site_history_results",
    "wagtail_localize:translations_report",
    "wagtail_localize:translations_report_results",
}
TAGS = ("wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete")
# Wagtail asks for the permission of a list or a form before it answers, not of the rows that an address names.
BULK_ACTION = "wagtail_bulk_action"
CHOSEN = ("chosen", "chosen_multiple", "wagtailadmin_choose_page_chosen_multiple")
PAGE_CHOOSERS = ("wagtailadmin_choose_page_child", "wagtailadmin_choose_page_chosen_multiple")
PAGE_ARGUMENTS = ("page_id", "parent", "parent_page_id", "page_to_move_id", "destination_id")
COMPARISON = "wagtailadmin_pages:revisions_compare"
FILE_ARGUMENTS = ("document_id", "doc_id", "image_id", "pk")
OF_LOCALIZE = ("wagtail_localize:snippets_api_listing", "wagtail_localize:snippets_api_detail")
ROWS_BY_MODEL = (BULK_ACTION, *OF_LOCALIZE)


def is_unlisted(model: Any) -> bool:
    """Say whether no chooser, bulk deletion or listing of Wagtail's own may name rows of `model`.

    It says `hide_in_choosers = True`: who may see a row depends on the row.
    """
    return bool(getattr(model, "hide_in_choosers", False))


def seen_by(user: Any, pages: PageQuerySet) -> PageQuerySet:
    """Return those of `pages` that `user` works on, or that the public sees under the same title.

    A page type names what it hides by `hidden_from_other_roles()`.
    """
    mine = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ACTIONS)
    own = [model.hidden_from_other_roles() for model in get_page_models() if hasattr(model, "hidden_from_other_roles")]
    public = Page.objects.live().filter(draft_title=F("title"))
    for hidden in [Page.objects.private().values("pk"), *own]:
        public = public.exclude(pk__in=hidden)
    return pages.filter(Q(pk__in=public.values("pk")) | Q(pk__in=mine.values("pk")))


def seen_files(user: Any, files: QuerySet[Any]) -> QuerySet[Any]:
    """Return those of `files`, documents or images, that `user` may change, or choose in a collection without limits.

    Who works on the whole site also chooses in collections that are closed to the public.
    """
    policy = policy_registry.get_by_type(files.model)
    mine = policy.instances_user_has_any_permission_for(user, ("change", "delete"))
    offered = policy.instances_user_has_any_permission_for(user, ("choose",))
    if not works_on_the_whole_site(user):
        for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
            offered = offered.exclude(collection__path__startswith=path)
    return files.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=offered.values("pk")))


def in_choosers(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Return what the page chooser offers (hook `construct_page_chooser_queryset`)."""
    return seen_by(request.user, pages)


def files_in_choosers(files: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Return what the choosers of documents and images offer (their hooks `construct_…_chooser_queryset`)."""
    return seen_files(request.user, files)


def works_on_the_whole_site(user: Any) -> bool:
    """Say whether `user` may work on the root of the tree, and so on every page."""
    permissions = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    return bool(user.is_superuser) or any(permission.page.depth == 1 for permission in permissions)


class RowPermissionsMiddleware:
    """Answer 404 in the CMS where an address names a row that its reader may not see, and refuse reports of the whole
    site to who works on a part. A view that names the row in its refusal is never reached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not request.path_info.startswith("/cms/") or not request.user.is_authenticated:
            return None
        if match.url_name in CHOSEN and not all(map(key_of, [*request.GET.getlist("id"), *map(str, kwargs.values())])):
            raise Http404  # no number: Wagtail would ask the database for it
        if any(unseen.exists() for unseen in unseen_rows(request, match)):
            raise Http404
        return None if may_open(request, match) else permission_denied(request)


def may_open(request: HttpRequest, match: ResolverMatch) -> bool:
    """Say whether the user of `request` may open the chooser, report or list that `match` found; True for all else."""
    for model in get_snippet_models():
        if match.namespace == f"wagtailsnippetchoosers_{model._meta.app_label}_{model._meta.model_name}":
            return not is_unlisted(model) and may_read(request.user, model)
    if match.view_name in OF_THE_WHOLE_SITE:
        return works_on_the_whole_site(request.user)
    if match.view_name in TAGS:
        return any(adds_files(request.user, model) for model in (get_document_model(), get_image_model()))
    if match.view_name in ROWS_BY_MODEL and not may_read(request.user, model_of(match)):
        return False
    if match.view_name in OF_LOCALIZE and not names_own_row(request.user, match):
        return False
    named = match.view_name in ROWS_BY_MODEL and match.kwargs.get("action", "delete") == "delete"
    return not (named and is_unlisted(model_of(match)))


def unseen_rows(request: HttpRequest, match: ResolverMatch) -> Iterator[QuerySet[Any]]:
    """Yield the pages and files that `request` names by number, without those that its user may see."""
    user = request.user
    if user.is_superuser:
        return
    if pages := named_pages(request, match):
        explorable = policy_registry.get_by_type(Page).explorable_instances(user)
        shown = pages.filter(pk__in=explorable.values("pk"))
        if match.view_name in PAGE_CHOOSERS or match.view_name == BULK_ACTION:
            shown |= seen_by(user, pages)
        yield pages.exclude(pk__in=shown.values("pk"))
    if files := named_files(request, match):
        yield files.exclude(pk__in=seen_files(user, files).values("pk"))


def named_pages(request: HttpRequest, match: ResolverMatch) -> PageQuerySet | None:
    """Return the pages that `request` names by number, or by "all" of those below one; None where it names none."""
    asked = [match.kwargs[name] for name in PAGE_ARGUMENTS if name in match.kwargs]
    if match.view_name == COMPARISON:
        asked.append(match.kwargs["pk"])
    if match.view_name in PAGE_CHOOSERS or (match.view_name == BULK_ACTION and model_of(match) is Page):
        asked += request.GET.getlist("id")
    if "all" in asked:
        parent = Page.objects.filter(pk=key_of(request.GET.get("childOf", ""))).first()
        return parent.get_descendants() if parent else Page.objects.all()
    keys = keys_among(asked)
    return Page.objects.filter(pk__in=keys) if keys else None


def named_files(request: HttpRequest, match: ResolverMatch) -> QuerySet[Any] | None:
    """Return the documents or images that `request` names by number; None where it names none."""
    for model in (get_document_model(), get_image_model()):
        of_model = match.namespace in (model._meta.app_label, f"{model._meta.app_label}_chooser")
        if of_model or (match.view_name == BULK_ACTION and model_of(match) is model):
            asked = [match.kwargs[name] for name in FILE_ARGUMENTS if name in match.kwargs]
            keys = keys_among([*asked, *request.GET.getlist("id")])
            return model._default_manager.filter(pk__in=keys) if keys else None
    return None


def keys_among(asked: list[Any]) -> list[int]:
    return [key for text in asked if (key := key_of(str(text)))]


def may_read(user: Any, model: Any) -> bool:
    """Say whether `user` may do anything with rows of `model`; what is no model has no rows."""
    policy = policy_registry.get_by_type(model) if model else None
    return policy is None or bool(policy.user_has_any_permission(user, ANY))


def adds_files(user: Any, model: Any) -> bool:
    return bool(policy_registry.get_by_type(model).user_has_any_permission(user, ("add", "change")))


def permitted_rows(user: Any, model: Any) -> QuerySet[Any]:
    """Return the rows of `model` that `user` may do anything with."""
    rows: QuerySet[Any] = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ANY)
    return rows


def names_own_row(user: Any, match: ResolverMatch) -> bool:
    """Say whether `match` names one row that `user` may do something with; nobody needs all of them."""
    model, key = model_of(match), key_of(match.kwargs.get("pk", ""))
    return bool(model and key) and permitted_rows(user, model).filter(pk=key).exists()


def model_of(match: ResolverMatch) -> Any:
    """Return the model that the address of a bulk action or of a chooser names, if there is one."""
    return apps.all_models.get(match.kwargs["app_label"], {}).get(match.kwargs["model_name"].lower())


class PermittedRows:
    """A viewset whose policy decides row by row: an address that names another row answers 404."""

    model: Any

    def get_queryset(self, request: HttpRequest) -> Any:
        return permitted_rows(request.user, self.model)

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        view = super().construct_view(view_class, **kwargs)  # type: ignore[misc]

        @wraps(view)
        def view_of_permitted_row(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if "pk" in kwargs:
                get_object_or_404(permitted_rows(request.user, self.model), pk=unquote(str(kwargs["pk"])))
            response: HttpResponseBase = view(request, *args, **kwargs)
            return response

        return view_of_permitted_row
