"""Forms that arrive without their fields: Wagtail reads some of a page's fields before it validates the form."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError


class IncompleteFormMiddleware:
    """Answer 400 in the CMS, instead of 500, when a view reads a field that was not sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, MultiValueDictKeyError) and request.path_info.startswith("/cms/"):
            raise BadRequest("A field of the form was not sent.") from exception
