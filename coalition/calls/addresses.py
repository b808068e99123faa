"""The short address of the call for initiatives, which leads to its page in the language of the address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.pages.querysets import unrestricted
from coalition.pages.skeleton import led_to

from .models import CallPage


@require_safe
def call(request: HttpRequest) -> HttpResponse:
    """Lead to the call that is open, of several to the first to close; else to the latest one."""
    pages = unrestricted(CallPage.objects.live()).filter(locale__language_code=get_language() or "en")
    page = next(iter(open_calls()), None) or pages.order_by("-call__closes_at", "-pk").first()
    if page is None:
        raise Http404
    return led_to(page)


def open_calls() -> list[CallPage]:
    """Return the public pages of the calls that are open, in the active language, the first to close first."""
    now = timezone.now()
    pages = CallPage.objects.live().public().filter(locale__language_code=get_language() or "en")
    found = pages.filter(call__opens_at__lte=now, call__closes_at__gte=now)
    return list(found.select_related("call").order_by("call__closes_at", "title"))
