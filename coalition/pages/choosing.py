"""What a chooser of the CMS answers when it is sent something new, and offers no form for it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from wagtail.admin.views.generic.chooser import CreateViewMixin

_post = CreateViewMixin.post


def start_refusing() -> None:
    """Let every chooser without a form say that nothing is to be sent, from now on."""
    CreateViewMixin.post = post


def post(self: Any, request: HttpRequest) -> HttpResponse:
    """Answer 405 where nothing can be made, in place of `CreateViewMixin.post` (Wagtail 8.0), which fails there."""
    if self.get_creation_form_class() is None:
        return HttpResponseNotAllowed(["GET"])
    made: HttpResponse = _post(self, request)
    return made
