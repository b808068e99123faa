"""HTTP of the CMS: how many people follow the courses."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from webinars.courses.lessons.catalogue import course_in
from webinars.courses.lessons.models import Course

from . import permissions
from .counts import places_of
from .showing import chart_of, rows_of


class StatisticsView(WagtailAdminTemplateMixin, TemplateView):
    """Each course: who started, who finished, where people stop."""

    template_name = "webinars/courses/cms/statistics.html"
    page_title = gettext_lazy("Statistics of the courses")
    header_icon = "table"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        courses = []
        for course in Course.objects.all():
            found = course_in(course, get_language() or "en")
            rows = rows_of(found, places_of(course))
            courses.append({"title": found.page.title if found.page else course.key, "rows": rows,
                            "chart": chart_of(rows)})  # fmt: skip
        return super().get_context_data(**kwargs) | {"courses": courses}
