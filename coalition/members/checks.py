"""A house rule of merges, as a system check: `manage.py check` names what breaks it, and the remedy."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from . import merge_governments
from .signals import governments_merged


@register()
def check_merges(**more: Any) -> list[CheckMessage]:
    """Check that an app of which a government has one row at most hears of merges: two rows become one there."""
    listening = {
        config.label
        for _key, receiver, *_more in governments_merged.receivers
        if (config := apps.get_containing_app_config(receiver().__module__))
    }
    return [
        Error(
            f"{relation.field} lets two local governments have what one cannot: no merge of them would succeed.",
            hint="Connect a receiver to coalition.members.signals.governments_merged that leaves one of the two.",
            obj=relation.field,
            id="members.E001",
        )
        for relation in merge_governments.relations()
        if merge_governments.is_unique(relation.field) and relation.related_model._meta.app_label not in listening
    ]
