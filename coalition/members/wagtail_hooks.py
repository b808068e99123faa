"""What this app adds to the CMS."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from . import merge_governments
from .viewsets import ImportView, NetworkGroup

register_snippet(NetworkGroup)


@hooks.register("register_admin_urls")
def add_import() -> list[URLPattern]:
    return [path("network/import/", ImportView.as_view(), name="import_members")]


@hooks.register("register_log_actions")
def name_what_reviewers_do(actions: Any) -> None:
    actions.register_action(merge_governments.MERGED, _("Merge"), _("Merged a local government into this one"))
