"""The counts as an item of the menu."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from coalition.users.menu import shown_to

from . import permissions
from .views import StatisticsView


class StatisticsViewSet(ViewSet):
    """How many people follow the courses."""

    name = "course_statistics"
    url_prefix = "courses/statistics"
    icon = "table"
    menu_label = _("Statistics of the courses")
    menu_item_class = shown_to(permissions.may_see)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", StatisticsView.as_view(), name="index")]
