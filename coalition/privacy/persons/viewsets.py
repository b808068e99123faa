"""The register in the CMS. Registered in `coalition/privacy/wagtail_hooks.py`."""

from typing import Any

from django.db.models import Count, Min
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from coalition.users.menu import shown_to
from coalition.users.waiting import Waiting

from . import views
from .models import PersonRequest
from .permissions import may_handle


class PersonsViewSet(ViewSet):
    name = "person_requests"
    url_prefix = "person-requests"
    icon = "user"
    menu_label = _("Privacy requests")
    menu_order = 850
    menu_item_class = shown_to(may_handle)
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", views.IndexView.as_view(), name="index"),
            path("new/", views.RecordView.as_view(), name="record"),
            path("<int:pk>/", views.AnswerView.as_view(), name="answer"),
        ]


def waiting_requests(user: Any) -> list[Waiting]:
    """Return the requests that wait for an answer, and by when the first is due, for who may answer. One query."""
    if not may_handle(user):
        return []
    open_ = PersonRequest.objects.filter(state=PersonRequest.State.OPEN)
    found = open_.aggregate(count=Count("pk"), until=Min("due_on"))
    url = reverse("person_requests:index")
    return [Waiting(gettext("Privacy requests to answer"), found["count"], url, until=found["until"])]
