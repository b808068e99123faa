"""When the session of an editor ends: asked by the CMS's pages, and never prolonged by asking."""

from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


@require_safe
@cache_control(private=True, no_store=True)
def state(request: HttpRequest) -> HttpResponse:
    """Answer in how many seconds the session ends (0: it has), whose it is, and the token for its forms.

    Reading a session does not save it, so that its end stays where it is. Who it is and which session are digests: the
    page only compares them with those it began with.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"ends_in": 0})
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    end = Session.objects.filter(session_key=key).values_list("expire_date", flat=True).first()
    left = (end - timezone.now()).total_seconds() if end else 0
    return JsonResponse(
        {
            "ends_in": max(0, int(left)),
            "user": _digest("user", str(request.user.pk)),
            "session": _digest("session", key),
            "csrf": get_token(request),
        }
    )


class BackView(WagtailAdminTemplateMixin, TemplateView):
    """Say to whoever logged in beside that they can go on where they were."""

    template_name = "cms/page.html"
    page_title = gettext_lazy("You are logged in again")
    extra_context = {"help": gettext_lazy("Close this tab and go on in the other one: what you typed is still there.")}
    header_icon = "user"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


def _digest(purpose: str, value: str) -> str:
    return salted_hmac(f"session of the CMS: {purpose}", value, algorithm="sha256").hexdigest()[:32]
