"""What this app adds to the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from . import person_requests
from .viewsets import PersonsViewSet, waiting_requests

hooks.register("waiting_work", waiting_requests)


@hooks.register("register_admin_viewset")
def register_requests_of_persons() -> PersonsViewSet:
    return PersonsViewSet()


@hooks.register("register_log_actions")
def name_what_is_done_for_persons(actions: Any) -> None:
    actions.register_action(person_requests.RECORDED, _("Record request"), _("Recorded a privacy request"))
    actions.register_action(person_requests.GIVEN, _("Give copy"), _("Gave a person a copy of their data"))
    actions.register_action(person_requests.ERASED, _("Erase person"), _("Erased a person's data"))
    actions.register_action(
        person_requests.REFUSED, _("Refuse request"), _("Refused a request whose sender was not proven")
    )
