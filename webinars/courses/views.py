"""Short addresses of courses, which lead to their pages, and the course as one file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.views import serve

from coalition.caching.memory import recall
from coalition.certificates.badge_signatures import CONTEXT
from coalition.certificates.views import PUBLIC
from coalition.pages.querysets import unrestricted
from coalition.privacy.decorators import private_page, takes_no_cookie
from coalition.site.paths import led_to

from . import badges, enrolment
from .bundle import bundle
from .enrolment import own_path
from .forms import AddressForm, BeginForm, CodeForm, EnrolForm
from .models import Course, Enrolment
from .pages import CoursePage, course_in, title_of, titles_of


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """Lead to the course, of several to the one that was published last; without one to what else one may learn by."""
    try:
        return _page_here(request) or _lead({})
    except Http404:
        return redirect(f"/{get_language()}/learn/")


@require_safe
def course(request: HttpRequest, key: str) -> HttpResponse:
    return _page_here(request) or _lead({"course__key": key})


def _page_here(request: HttpRequest) -> HttpResponse | None:
    """Answer with the page that an editor gave this very address, which goes before; None where there is none."""
    path = request.path_info.partition(f"/{get_language() or 'en'}/")[2]
    try:
        return serve(request, path)
    except Http404:
        return None


def _lead(asked: dict[str, str]) -> HttpResponse:
    pages = unrestricted(CoursePage.objects.live()).filter(locale__language_code=get_language() or "en", **asked)
    page = pages.order_by("-first_published_at", "-pk").first()
    if page is None:
        raise Http404
    return led_to(page)


@require_safe
def download(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with the bundle of the course `key`, the same for every language. Raises Http404 where it has no page."""
    content = bundle(_published(key))
    # A name that says nothing: the file stays on a device that others may use.
    headers = {"Content-Disposition": 'attachment; filename="course.zip"', **PUBLIC}
    return HttpResponse(content, content_type="application/zip", headers=headers)


@require_safe
def badge(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with what a badge of the course `key` says of it. Raises Http404 where it has no page."""
    told = badges.achievement(_published(key), get_language() or "en")
    return JsonResponse({"@context": CONTEXT, **told}, headers=PUBLIC)


@require_safe
def badge_picture(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with the picture of the badge of the course `key`, without a proof. Raises Http404 without a page."""
    course, language = _published(key), get_language() or "en"
    picture = recall(("badge", course.pk, language), lambda: badges.picture(course, language))
    return HttpResponse(picture, content_type="image/png", headers=PUBLIC)


def _published(key: str) -> Course:
    pages = CoursePage.objects.live().filter(course__key=key)
    return get_object_or_404(Course.objects.filter(pages__in=pages).distinct(), key=key)


BY_CODE, BY_EMAIL = "code", "email"  # which of the two forms of a page was sent

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@takes_no_cookie
@private_page
@get_and_post
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Offer both ways into a published course, and take the one that was chosen. No address is looked up."""
    course = _published(key)
    language = get_language() or "en"
    way = _way(request)
    by_code = BeginForm(request.POST if way == BY_CODE else None, request=request, course=course, auto_id="code_%s")
    by_email = EnrolForm(request.POST if way == BY_EMAIL else None, request=request)
    try:
        if way == BY_CODE and by_code.is_valid():
            made = enrolment.begin(course=course, language=language, press=by_code.cleaned_data["key"])
            return HttpResponseRedirect(own_path(made, language))
        if way == BY_EMAIL and by_email.is_valid():
            answers = {name: by_email.cleaned_data[name] for name in ("email", "discreet")}
            enrolment.ask(course=course, language=language, **answers)
            return HttpResponseRedirect(f"/{language}/courses/sent/")
    except enrolment.NotOpen:
        course.is_open = False
    shown = course_in(course, language)
    title, is_neutral = titles_of(course, language)
    context = {"course": course, "title": title, "neutral": is_neutral, "back": shown.url, "by_code": by_code,
               "by_email": by_email, "sent_form": _sent(way, by_code, by_email)}  # fmt: skip
    return render(
        request, "webinars/courses/learning/begin.html", context, status=422 if way and course.is_open else 200
    )


@takes_no_cookie
@private_page
@get_and_post
def resume(request: HttpRequest) -> HttpResponse:
    """Lead to one's own page by the code that was kept, or owe a mail to an address. No address is looked up."""
    language = get_language() or "en"
    way = _way(request)
    by_code = CodeForm(request.POST if way == BY_CODE else None, request=request, auto_id="code_%s")
    by_email = AddressForm(request.POST if way == BY_EMAIL else None, request=request)
    if way == BY_CODE and by_code.is_valid():
        if found := enrolment.resume(code=by_code.cleaned_data["code"]):
            return HttpResponseRedirect(own_path(found, language))
        by_code.add_error("code", _("No course opens with this code. Check each character."))
    if way == BY_EMAIL and by_email.is_valid():
        enrolment.ask(course=None, email=by_email.cleaned_data["email"], language=language)
        return HttpResponseRedirect(f"/{language}/courses/sent/")
    context = {"by_code": by_code, "by_email": by_email, "sent_form": _sent(way, by_code, by_email)}
    return render(request, "webinars/courses/learning/resume.html", context, status=422 if way else 200)


def _way(request: HttpRequest) -> str:
    """Return which form was sent; "" where none was."""
    if request.method != "POST":
        return ""
    return BY_EMAIL if request.POST.get("way") == BY_EMAIL else BY_CODE


def _sent(way: str, by_code: Any, by_email: Any) -> Any:
    return by_email if way == BY_EMAIL else by_code


@private_page
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way; the same for everyone."""
    return render(request, "webinars/courses/learning/sent.html", {"neutral": True})


@takes_no_cookie
@private_page
@get_and_post
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button of the mailed link; pressing it leads to one's own page, whose link is mailed too."""
    template, context = "webinars/courses/learning/link.html", {"neutral": True}
    asked = enrolment.find(token)
    if asked is None:
        return render(request, template, {**context, "over": True}, status=410)
    if request.method != "POST":
        return render(request, template, context)
    try:
        found = enrolment.confirm(asked=asked)
    except enrolment.NotOpen:
        return render(request, template, {**context, "closed": True})
    except enrolment.Gone:
        return render(request, template, {**context, "over": True}, status=410)
    language = get_language() or "en"
    if len(found) == 1:
        return HttpResponseRedirect(own_path(found[0], language))
    return render(request, template, {**context, "courses": _listed(found, language), "unknown": not found})


def _listed(found: list[Enrolment], language: str) -> list[dict[str, str]]:
    return [{"title": title_of(row.course, language), "url": own_path(row, language)} for row in found]
