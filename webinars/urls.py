"""Addresses of this app below `/<language>/`. Index and webinar pages themselves are Wagtail's."""

from django.urls import path

from events.urls import section

from .courses.bundles import views as bundles
from .replays.player import views as replays

app_name = "webinars"
urlpatterns = [
    *section("webinars"),
    # Any event may have a recording, whichever section its page stands in.
    *(
        path(f"{name}/<page:slug>/{end}/", view, {"section": name}, name=f"{name}-{end}")
        for name in ("webinars", "events")
        for end, view in (("replay", replays.replay), ("transcript", replays.transcript))
    ),
    path("courses/<slug:key>/course.zip", bundles.download, name="course-bundle"),
    path("courses/<slug:key>/platform.zip", bundles.package, name="course-package"),
    path("e/<slug:short_id>/replay/", replays.replay, name="neutral-replay"),
    path("e/<slug:short_id>/transcript/", replays.transcript, name="neutral-transcript"),
]
