"""Rows of the CMS that can be repeated: each has a button, *Make the next*."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.widgets import Button

from coalition.pages.cms_views import RevisedEditView, RevisedViewSet
from coalition.pages.moments import SiteTimeIndexView
from events.team.policies import TeamViewSet

from .rest_views import SeriesView
from .views import NextView, offer_next


class SeriesIndexView(SiteTimeIndexView):
    """A list of events, each with the button."""

    def get_list_more_buttons(self, instance: Any) -> list[Button]:
        return [*super().get_list_more_buttons(instance), *offer_next(instance, self.request.user)]


class SeriesEditView(RevisedEditView):
    """The editor of an event, with the button."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *offer_next(self.object, self.request.user)]


class SeriesViewSet(TeamViewSet, RevisedViewSet):
    """Events of one type, that can be repeated."""

    index_view_class = SeriesIndexView
    search_backend_name = None
    search_fields = ["name", "page_title"]  # of events.pages.listing
    edit_view_class = SeriesEditView
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[URLPattern]:
        following = self.construct_view(NextView)
        whole = self.construct_view(SeriesView)
        own = [path("next/<int:pk>/", following, name="next"), path("series/<int:pk>/", whole, name="series")]
        return [*super().get_urlpatterns(), *own]
