"""The register in the CMS. Registered in `coalition/privacy/wagtail_hooks.py`."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from coalition.users.menu import shown_to

from . import views
from .permissions import may_handle


class PersonsViewSet(ViewSet):
    """Requests of persons: the register, a new one, and the answer to one."""

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
