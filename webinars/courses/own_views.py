"""One's own page of a course: how far one is, the code, a copy, and the way out.

A GET changes nothing, no cookie is set, and the token is the proof.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition.certificates import signing_key
from coalition.certificates.services import certificate_of
from coalition.certificates.views import hand_over
from coalition.languages.words import in_language
from coalition.pages.views import text_of
from coalition.privacy import rate_limits
from coalition.privacy.decorators import private_page, takes_no_cookie

from . import certificates, personal_data, quiz_marks, services
from . import enrolment as enrolling
from .enrolment import own_path
from .forms import BadgeForm, CourseCertificateForm, LessonForm
from .models import Enrolment, QuizQuestion
from .pages import CourseIn, LessonIn, course_in, page_of, titles_of

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


type View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """Give `view` the enrolment that its address opens; 404 where there is none."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        found = Enrolment.objects.for_token(token).select_related("course").first()
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return opened


def about(enrolment: Enrolment, language: str) -> dict[str, Any]:
    """Return what every page of `enrolment` shows; its tab is neutral for who is discreet or where an editor wishes."""
    title, is_neutral = titles_of(enrolment.course, language)
    has_certificate = enrolment.finished_at and signing_key.is_set()
    return {
        "enrolment": enrolment,
        "title": title,
        "own_url": own_path(enrolment, language),
        "neutral": enrolment.discreet or is_neutral,
        "certificate_url": f"/{language}/learning/certificate/{enrolment.token}/" if has_certificate else "",
    }


def lesson_path(enrolment: Enrolment, lesson: LessonIn, language: str) -> str:
    """Return the path of a lesson on somebody's way; for who is discreet its number, which says nothing."""
    name = lesson.number if enrolment.discreet else lesson.lesson.key
    return f"{own_path(enrolment, language)}{name}/"


def lesson_named(course: CourseIn, name: str) -> LessonIn:
    """Return the lesson with this short name, or this number in its course; 404 where there is none."""
    found = course.named(name) or next((one for one in course.lessons if str(one.number) == name), None)
    if found is None:
        raise Http404
    return found


@private_page
@require_safe
@own_page
def overview(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Show how far somebody is, their code, and what is missing for the certificate."""
    language = get_language() or "en"
    course = course_in(enrolment.course, language, published=True)
    done = services.steps(enrolment)
    modules: list[dict[str, Any]] = [
        {"module": module, "lessons": [_entry(enrolment, lesson, done, language) for lesson in module.lessons]}
        for module in course.modules
    ]
    entries = [entry for lines in modules for entry in lines["lessons"]]
    context = {
        **about(enrolment, language),
        "modules": modules,
        "score": services.score_of(done, enrolment.course.pass_mark),
        "next": next((entry for entry in entries if not entry["step"].done), None),
        "course_url": course.url,
    }
    return render(request, "webinars/courses/learning/overview.html", context)


def _entry(enrolment: Enrolment, lesson: LessonIn, done: dict[int, services.Step], language: str) -> dict[str, Any]:
    step = done.get(lesson.lesson.pk, services.Step(done=False, questions=0, right=0))
    return {"lesson": lesson, "url": lesson_path(enrolment, lesson, language), "step": step}


@takes_no_cookie
@private_page
@get_and_post
@own_page
def renew(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Ask once more, then give another link and another code; those before open nothing.

    Whoever reads the mailbox of an address that is kept gets in again: the page says so, and offers to forget it.
    """
    language = get_language() or "en"
    if request.method == "POST":
        try:
            renewed = enrolling.renew(enrolment=enrolment, forgets_address="forget" in request.POST)
        except Enrolment.DoesNotExist:  # left meanwhile
            raise Http404 from None
        return HttpResponseRedirect(own_path(renewed, language))
    return render(request, "webinars/courses/learning/renew.html", about(enrolment, language))


@private_page
@require_safe
@own_page
def copy(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Send what is kept about this learner, as a file whose name says nothing (GDPR article 20)."""
    response = JsonResponse(personal_data.exported(enrolment), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="data.json"'
    return response


@takes_no_cookie
@private_page
@get_and_post
@own_page
def leave(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Ask once more, then erase everything at once. Link and code open nothing after that."""
    language = get_language() or "en"
    if request.method == "POST":
        enrolling.leave(enrolment=enrolment)
        return HttpResponseRedirect(f"/{language}/learning/left/")
    return render(request, "webinars/courses/learning/leave.html", about(enrolment, language))


@private_page
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    return render(request, "events/registration_erased.html", {"neutral": True})


@private_page
@require_safe
@own_page
def worker(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Give the service worker that deletes what a device of this learner kept for an earlier release, and itself."""
    return HttpResponse(text_of("webinars/learning/forget.js"), content_type="text/javascript; charset=utf-8")


SAVE = "save"  # the name of the button that saves what is chosen without handing it in; a script presses it too
LOOK = "look"  # the name of the buttons that show what is chosen in another language, and keep nothing


@dataclass(frozen=True)
class Told:
    """One question with what was given last. `was_right`: it was answered right at some time, and counts."""

    question: QuizQuestion
    given: list[Any]
    words: list[quiz_marks.Part]
    answer: list[quiz_marks.Part]
    text: str
    why: str
    is_right: bool
    was_right: bool


def answered(enrolment: Enrolment, questions: Sequence[QuizQuestion], language: str) -> list[Told]:
    """Return what `enrolment` answered to each of `questions`, in their order; those left open are left out."""
    rows = {row.question_id: row for row in enrolment.answers.filter(question__in=questions)}
    return [
        Told(
            question=question,
            given=row.given,
            words=in_words(question, row.given, language),
            answer=quiz_marks.right_answer(question, language),
            text=in_language(question.text, language),
            why=in_language(question.why, language),
            is_right=quiz_marks.is_right(question, row.given),
            was_right=row.is_right,
        )
        for question in questions
        if (row := rows.get(question.pk))
    ]


def in_words(question: QuizQuestion, given: list[Any], language: str) -> list[quiz_marks.Part]:
    """Return what was `given` in words of `language`, in parts; answers that are there no more are left out."""
    if question.kind == QuizQuestion.Kind.TRUTH:
        yes, no = quiz_marks.true_and_false(language)
        return [quiz_marks.Part(yes if given == [quiz_marks.TRUE] else no)]
    options = quiz_marks.options_of(question)
    by_key = {str(option.pk): option for option in options}
    chosen = [by_key[str(key)] for key in given if str(key) in by_key]
    if question.kind == QuizQuestion.Kind.MATCHING:
        return [
            quiz_marks.Part(in_language(line.text, language), in_language(match.match, language))
            for line, match in zip(options, chosen, strict=False)
        ]
    return [quiz_marks.Part(in_language(option.text, language)) for option in chosen]


@takes_no_cookie
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def lesson(request: HttpRequest, enrolment: Enrolment, lesson: str) -> HttpResponse:
    """Show a lesson with its questions or what was answered; take answers."""
    language = get_language() or "en"
    course = course_in(enrolment.course, language, published=True)
    here = lesson_named(course, lesson)
    questions = list(here.lesson.questions.prefetch_related("options"))
    told = answered(enrolment, questions, language)
    form = _form(request, enrolment, questions, told)
    if SAVE in request.POST:
        return _save_drafts(request, enrolment, form)
    if form.is_bound and form.is_valid():
        try:
            services.hand_in(enrolment=enrolment, lesson=here.lesson, given=form.given(), key=form.cleaned_data["key"])
        except Enrolment.DoesNotExist:  # left meanwhile
            raise Http404 from None
        return HttpResponseRedirect(f"{request.path}#answers")
    shows_answers = request.method != "POST" and "again" not in request.GET
    page = page_of(here.lesson, language)
    common = about(enrolment, language)
    context = {
        **common,
        **_places(enrolment, course, here, language),
        "done": enrolment.completions.filter(lesson=here.lesson).exists(),
        "told": told if shows_answers and len(told) == len(questions) else [],
        "right": sum(one.is_right for one in told),
        "questions": questions,
        "has_drafts": any(str(question.pk) in enrolment.drafts for question in questions),
        "form": form,
        "lesson_page": page,
        "neutral": common["neutral"] or (page is not None and page.neutral_title),
    }
    response = render(request, "webinars/courses/learning/lesson.html", context, status=422 if form.is_bound else 200)
    if page is not None:
        page.let_play(response)  # its recording
    return response


def _save_drafts(request: HttpRequest, enrolment: Enrolment, form: LessonForm) -> HttpResponse:
    """Save what is chosen on the page that was sent, and lead back to it. Above the limit nothing is saved."""
    try:
        rate_limits.check(scope="save-draft", request=request, flow=enrolment.token_digest)
        services.save_drafts(enrolment=enrolment, drafts=form.drafts())
    except rate_limits.RateLimited:
        return HttpResponse(_("Too many attempts. What you typed is kept: please try again in an hour."), status=429)
    except Enrolment.DoesNotExist:  # left meanwhile
        raise Http404 from None
    return HttpResponseRedirect(f"{request.path}?again#answers")


def _form(request: HttpRequest, enrolment: Enrolment, questions: list[QuizQuestion], told: list[Told]) -> LessonForm:
    """Return the form: as it was sent, as it is looked at in another language, or with what was answered before."""
    about_it: dict[str, Any] = {"request": request, "enrolment": enrolment, "questions": questions}
    if request.method != "POST":
        return LessonForm(**about_it, given={one.question.pk: one.given for one in told})
    sent = LessonForm(request.POST, **about_it, given={})
    return LessonForm(initial=sent.as_typed(), **about_it, given={}) if LOOK in request.POST else sent


def _places(enrolment: Enrolment, course: CourseIn, here: LessonIn, language: str) -> dict[str, Any]:
    place = course.lessons.index(here)
    before, after = course.lessons[:place], course.lessons[place + 1 :]
    return {
        "here": here,
        "module": course.module_of(here.lesson.pk),
        "lessons": len(course.lessons),
        "previous_url": lesson_path(enrolment, before[-1], language) if before else "",
        "next_lesson": after[0] if after else None,
        "next_url": lesson_path(enrolment, after[0], language) if after else "",
    }


@takes_no_cookie
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def certificate(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Ask what the certificate shows, and give it as a file. 404 for who has not finished the course."""
    if enrolment.finished_at is None:
        raise Http404
    language = get_language() or "en"
    kept = certificate_of(certificates.COURSE, enrolment.pk)
    first = {"name": kept.name, "shows_name": kept.shows_name} if kept else {}
    wants_badge = "badge" in request.POST
    form_options: dict[str, Any] = {"request": request, "enrolment": enrolment}
    form = CourseCertificateForm(None if wants_badge else request.POST or None, initial=first, **form_options)
    context = about(enrolment, language)
    context |= {"form": form, "heading": _("Certificate of an online course"), "subject_title": context["title"],
                "back": _("Back to my course"), "certificate": kept,
                "badge_picture": reverse("webinars:course-badge-picture", args=[enrolment.course.key])}  # fmt: skip
    options: dict[str, Any] = {"enrolment": enrolment, "language": language}
    try:
        if wants_badge:
            badge_form = BadgeForm(request.POST, **form_options)
            badge = partial(certificates.issue_badge, **options)
            return hand_over(request, badge_form, badge, context, name="badge-{code}.png")
        return hand_over(request, form, partial(certificates.issue, **options), context)
    except Enrolment.DoesNotExist:  # left meanwhile
        raise Http404 from None
