"""Addresses of this app below `/<language>/`. Index and webinar pages themselves are Wagtail's."""

from django.urls import URLPattern, URLResolver, include, path

from coalition.certificates.views import check_addresses
from events.urls import section

from .courses import own_views
from .courses import views as courses
from .courses import views as learning
from .courses.certificates import SUBJECT
from .replays import views as replays

app_name = "webinars"


def recording(section: str) -> list[URLPattern]:
    """Return the addresses of a recording beside the page of its event in `section`."""
    options = {"section": section}
    return [
        path("replay/", replays.replay, options, name=f"{section}-replay"),
        path("transcript/", replays.transcript, options, name=f"{section}-transcript"),
    ]


learning_pages = [  # what is fixed comes first: no token is one of these words
    path("left/", own_views.left, name="learning-left"),
    path("data/<str:token>/", own_views.copy, name="learning-data"),
    path("renew/<str:token>/", own_views.renew, name="learning-renew"),
    path("leave/<str:token>/", own_views.leave, name="learning-leave"),
    path("certificate/<str:token>/", own_views.certificate, name="learning-certificate"),
    path("<str:token>/worker.js", own_views.worker, name="learning-worker"),
    path("<str:token>/", own_views.overview, name="learning"),
    path("<str:token>/<slug:lesson>/", own_views.lesson, name="learning-lesson"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *section("webinars"),
    # Any event may have a recording, whichever section its page stands in.
    path("webinars/<page:slug>/", include(recording("webinars"))),
    path("events/<page:slug>/", include(recording("events"))),
    path("e/<slug:short_id>/replay/", replays.replay, name="neutral-replay"),
    path("e/<slug:short_id>/transcript/", replays.transcript, name="neutral-transcript"),
    path("e/l/<str:token>/", learning.open_link, name="learning-link"),  # in neutral mails: it says nothing
    path("courses/resume/", learning.resume, name="course-resume"),
    path("courses/sent/", learning.sent, name="course-sent"),
    path("courses/<slug:key>/course.zip", courses.download, name="course-bundle"),
    path("courses/<slug:key>/badge.json", courses.badge, name="course-badge"),
    path("courses/<slug:key>/badge.png", courses.badge_picture, name="course-badge-picture"),
    path("courses/<slug:key>/begin/", learning.begin, name="course-begin"),
    *check_addresses("courses/certificate/", SUBJECT),
    path("courses/", courses.courses, name="courses"),
    path("courses/<slug:key>/", courses.course, name="course"),
    path("learning/", include(learning_pages)),
]
