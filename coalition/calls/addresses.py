"""The short address of the call for initiatives, which leads to its page in the language of the address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.pages.querysets import unrestricted
from coalition.pages.skeleton import led_to

from .listing import open_calls
from .models import CallPage


@require_safe
def call(request: HttpRequest) -> HttpResponse:
    """Lead to the call that is open, of several to the first to close; else to the latest one."""
    pages = unrestricted(CallPage.objects.live()).filter(locale__language_code=get_language() or "en")
    page = next(iter(open_calls(None)), None) or pages.order_by("-call__closes_at", "-pk").first()
    if page is None:
        raise Http404
    return led_to(page)
