"""A course with modules, lessons, their pages and questions."""

from wagtail.models import Page

from coalition.languages.words import in_language
from tests.factories.members import home_page, published
from webinars.courses.models import Course, Lesson, Module, QuizOption, QuizQuestion
from webinars.courses.pages import CoursePage, LessonPage


def in_all(words: str) -> dict[str, str]:
    """Return `words` for each language of the site, told apart by its code."""
    return {"en": words} | {code: f"{words} ({code})" for code in ("fr", "es", "ar")}


def make_course(key: str = "policies", *, modules: int = 2, lessons: int = 2, **facts) -> Course:
    """Return a course without pages and questions; its lessons are called `lesson-1`, `lesson-2`, …"""
    course = Course.objects.create(key=key, **facts)
    number = 0
    for place in range(modules):
        module = Module.objects.create(
            course=course, key=f"module-{place + 1}", names=in_all(f"Module {place + 1}"), sort_order=place
        )
        for order in range(lessons):
            number += 1
            Lesson.objects.create(module=module, key=f"lesson-{number}", minutes=10, sort_order=order)
    return course


def lessons_of(course: Course) -> list[Lesson]:
    return list(Lesson.objects.filter(module__course=course).order_by("module__sort_order", "sort_order"))


def course_page(course: Course, language: str = "en", *, translation_of: Page | None = None, **values) -> CoursePage:
    """Return the published page of `course` in `language`, below the front page."""
    values = {"title": in_language(in_all("A course"), language), "summary": "For town halls.", **values}
    page = CoursePage(slug=course.key, course=course, **values)
    return published(home_page(language), page, translation_of=translation_of)


def lesson_page(lesson: Lesson, parent: CoursePage, *, translation_of: Page | None = None, **values) -> LessonPage:
    """Return the published page of `lesson` below `parent`, in its language."""
    values = {"title": f"On {lesson.key}", "summary": "What it is about.", "body": [("paragraph", "<p>Words.</p>")],
              "reflection": "And where you work?"} | values  # fmt: skip
    page = LessonPage(slug=lesson.key, lesson=lesson, **values)
    return published(parent, page, translation_of=translation_of)


def course_with_pages(language: str = "en", **facts) -> tuple[Course, CoursePage, list[LessonPage]]:
    """Return a course, its page, and the pages of its lessons in one language."""
    course = make_course(**facts)
    page = course_page(course, language)
    return course, page, [lesson_page(lesson, page) for lesson in lessons_of(course)]


OPTIONS = {
    "one": [("Yes", True, ""), ("No", False, ""), ("Perhaps", False, "")],
    "several": [("Water", True, ""), ("Bread", True, ""), ("Sand", False, "")],
    "truth": [],
    "order": [("First", False, ""), ("Second", False, ""), ("Third", False, "")],
    "matching": [("Sun", False, "Day"), ("Moon", False, "Night"), ("Rain", False, "Spring")],
}


def make_question(lesson: Lesson, kind: str = "one", *, key: str = "", is_true: bool = True) -> QuizQuestion:
    """Return a question of `kind` with its options, after those that the lesson has."""
    place = lesson.questions.count()
    question = QuizQuestion.objects.create(
        lesson=lesson, key=key or f"{kind}-{place + 1}", kind=kind, text=in_all(f"A question of {kind}?"),
        why=in_all("Because it is so."), is_true=is_true, sort_order=place,
    )  # fmt: skip
    QuizOption.objects.bulk_create(
        QuizOption(question=question, text=in_all(text), is_right=right, match=in_all(match) if match else {},
                   sort_order=order)
        for order, (text, right, match) in enumerate(OPTIONS[kind])
    )  # fmt: skip
    return question
