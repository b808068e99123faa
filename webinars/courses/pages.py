"""The words of a course and of its lessons: one page for each language; and a course as its readers see it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale

from coalition.languages.fields import StreamField
from coalition.languages.words import in_language
from coalition.pages.blocks import BodyBlock
from coalition.pages.covers import Cover, pattern_cover
from coalition.pages.json_ld import Node, absolute, network
from coalition.pages.models import CoalitionPage
from coalition.site.paths import path_of
from webinars.replays.models import Passage
from webinars.replays.spoken_text import Paragraph, paragraphs
from webinars.replays.video import Video, let_play, video_of

from . import quiz_marks
from .cms_forms import LessonPageForm
from .models import Course, Lesson, Module


class SourceBlock(blocks.StructBlock):
    """One source that everybody can read: a title in its own language, who published it, when, and where it is."""

    title = blocks.CharBlock(label=_("title"), max_length=300, help_text=_("In the language of the source."))
    publisher = blocks.CharBlock(label=_("publisher"), required=False, max_length=200)
    year = blocks.IntegerBlock(label=_("year"), required=False, min_value=1900, max_value=2200)
    url = blocks.URLBlock(label=_("address"), required=False)
    language = blocks.ChoiceBlock(label=_("language"), choices=settings.LANGUAGES, required=False)

    class Meta:
        icon = "link"
        label = _("Source")


class WordsPage(CoalitionPage):
    """A page of words for facts that exist once: one for each language. `fact` is the name of the field."""

    fact: ClassVar[str]
    has_page: ClassVar[Any]
    private_page_options: ClassVar[list[str]] = []  # everybody may learn

    # The page's locale once more, beside the facts: only within one table can the two be unique.
    language = models.ForeignKey(
        Locale, models.PROTECT, editable=False, related_name="+", db_index=False, verbose_name=_("language")
    )
    language.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]  # as for the locale itself
    summary = models.CharField(
        _("summary"), max_length=300, help_text=_("One or two sentences: lists and searches show them.")
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.language_id = self.locale_id
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a second page of the same in one language."""
        super().clean()
        key = getattr(self, f"{self.fact}_id")
        same = type(self)._default_manager.filter(**{f"{self.fact}_id": key}, language_id=self.locale_id)
        if key is not None and self.locale_id is not None and same.exclude(pk=self.pk).exists():
            raise ValidationError({self.fact: self.has_page})


class CoursePage(WordsPage):
    fact = "course"
    has_page = _("This course has a page in this language already. Edit that page, or choose another course.")

    course = models.ForeignKey(Course, models.PROTECT, related_name="pages", verbose_name=_("course"))
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        FieldPanel("course"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["webinars.LessonPage"]
    template = "webinars/courses/course_page.html"
    known_at = "courses/"
    share_eyebrow = pgettext_lazy("share image", "Online course")

    class Meta:
        verbose_name = _("page of a course")
        verbose_name_plural = _("pages of courses")
        constraints = [
            models.UniqueConstraint(
                name="one_page_per_course_and_language",
                fields=["course", "language"],
                violation_error_message=_("This course has a page in this language already."),
            )
        ]

    def get_cover(self) -> Cover:
        """Return the picture of the course: its pattern is the same in every language."""
        return pattern_cover("course", self.translation_key)

    def get_linked_data(self) -> list[dict[str, Any]]:
        """Return the course for machines; nothing where its links must say nothing."""
        card = self.get_share_card()
        return [course_node(self, path=path_of(self), image=absolute(card.path))] if card else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "course_in": course_in(self.course, self.locale.language_code),
            "bundle_url": reverse("webinars:course-bundle", args=[self.course.key]),
            **_ways_in(self.course),
        }


class LessonPage(WordsPage):
    """A lesson in one language: to watch, to read, to ask oneself. Everybody may, without enrolling."""

    fact = "lesson"
    has_page = _("This lesson has a page in this language already. Edit that page, or choose another lesson.")

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="pages", verbose_name=_("lesson"))
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    reflection = models.TextField(
        _("to think about"), blank=True, help_text=_("A question for oneself: nobody writes the answer down.")
    )
    sources = StreamField([("source", SourceBlock())], verbose_name=_("sources"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *CoalitionPage.content_panels,
        FieldPanel("lesson"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("reflection"),
        FieldPanel("sources"),
    ]
    parent_page_types: ClassVar[list[str]] = ["webinars.CoursePage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = LessonPageForm
    template = "webinars/courses/lesson_page.html"
    known_at = "courses/lesson/"
    share_eyebrow = pgettext_lazy("share image", "Lesson")

    class Meta:
        verbose_name = _("page of a lesson")
        verbose_name_plural = _("pages of lessons")
        constraints = [
            models.UniqueConstraint(
                name="one_page_per_lesson_and_language",
                fields=["lesson", "language"],
                violation_error_message=_("This lesson has a page in this language already."),
            )
        ]

    @cached_property
    def course(self) -> Course:
        return Course.objects.get(modules__lessons=self.lesson_id)

    @cached_property
    def video(self) -> Video | None:
        """The recording of the lesson, where everybody may watch it."""
        return video_of(self.lesson.replay, self.locale.language_code) if self.lesson.replay_id else None

    @property
    def said(self) -> list[Paragraph]:
        """What is said in the recording, where everybody may watch it, in the language of the page."""
        if self.video is None:
            return []
        spoken = {"transcript__replay": self.lesson.replay_id, "transcript__language": self.locale.language_code}
        return list(paragraphs(line for passage in Passage.objects.filter(**spoken) for line in passage.lines))

    def let_play(self, response: Any) -> None:
        """Let the answer that shows this lesson play its recording."""
        if self.video is not None:
            let_play(response, self.video.player)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().serve(request, *args, **kwargs)
        self.let_play(response)
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        response = super().serve_preview(request, mode_name)
        self.let_play(response)
        return response

    def get_linked_data(self) -> list[dict[str, Any]]:
        """Return the lesson for machines; nothing where its links must say nothing."""
        return [lesson_node(self, path=path_of(self))] if self.get_share_card() else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        language = self.locale.language_code
        found = course_in(self.course, language)
        return super().get_context(request, *args, **kwargs) | {
            "course_in": found,
            "here": found.lesson(self.lesson_id),
            "around": found.around(self.lesson_id),
            "quiz": [quiz_marks.shown(question, language) for question in quiz_marks.questions_of(self.lesson)],
            **_ways_in(self.course),
        }


def _ways_in(course: Course) -> dict[str, str]:
    """Return the addresses at which somebody enrols in `course`, while it is open, and finds it again."""
    enrol_url = reverse("webinars:course-begin", args=[course.key]) if course.is_open else ""
    return {"enrol_url": enrol_url, "resume_url": reverse("webinars:course-resume")}


@dataclass(frozen=True)
class LessonIn:
    """A lesson and its published page in one language; None where there is none. `number` counts in the course."""

    lesson: Lesson
    number: int
    page: LessonPage | None

    @property
    def title(self) -> str:
        """The title of the page; of a lesson without one, its short name."""
        return self.page.title if self.page else self.lesson.key

    @property
    def url(self) -> str:
        """The address of the public page; "" without one."""
        return path_of(self.page) if self.page else ""


@dataclass(frozen=True)
class ModuleIn:
    module: Module
    number: int
    name: str
    summary: str
    lessons: list[LessonIn]

    @property
    def shown(self) -> list[LessonIn]:
        return [one for one in self.lessons if one.page]

    @property
    def minutes(self) -> int:
        return sum(one.lesson.minutes for one in self.lessons)


@dataclass(frozen=True)
class CourseIn:
    course: Course
    page: CoursePage | None
    modules: list[ModuleIn]

    @cached_property
    def lessons(self) -> list[LessonIn]:
        return [lesson for module in self.modules for lesson in module.lessons]

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    @property
    def first(self) -> LessonIn | None:
        return next((one for one in self.lessons if one.page), None)

    @property
    def url(self) -> str:
        """The address of the public page; "" without one."""
        return path_of(self.page) if self.page else ""

    def lesson(self, key: int) -> LessonIn | None:
        return next((one for one in self.lessons if one.lesson.pk == key), None)

    def named(self, key: str) -> LessonIn | None:
        return next((one for one in self.lessons if one.lesson.key == key), None)

    def module_of(self, key: int) -> ModuleIn | None:
        return next((module for module in self.modules if any(one.lesson.pk == key for one in module.lessons)), None)

    def around(self, key: int) -> dict[str, LessonIn | ModuleIn | None]:
        """Return the module of a lesson, and the nearest lessons with a page before and after it."""
        places = [one.lesson.pk for one in self.lessons]
        place = places.index(key)
        before = [one for one in self.lessons[:place] if one.page]
        after = [one for one in self.lessons[place + 1 :] if one.page]
        return {
            "module": self.module_of(key),
            "previous": before[-1] if before else None,
            "next": after[0] if after else None,
        }


def course_in(course: Course, language: str, *, published: bool = False) -> CourseIn:
    """Return `course` with its modules, lessons and published pages in `language`: four queries.

    With `published`, only lessons that have a published page in some language, and the modules of those.
    """
    rows = list(course.modules.order_by("sort_order", "pk"))
    kept = {"pages__live": True} if published else {}
    lessons = list(Lesson.objects.filter(module__in=rows, **kept).distinct().order_by("sort_order", "pk"))
    if published:
        rows = [row for row in rows if any(lesson.module_id == row.pk for lesson in lessons)]
    texts = LessonPage.objects.live().filter(lesson__in=lessons, locale__language_code=language)
    pages = {page.lesson_id: page for page in texts.only("title", "url_path", "summary", "lesson")}
    numbers = iter(range(1, len(lessons) + 1))
    modules = [
        ModuleIn(
            module,
            place,
            in_language(module.names, language) or module.key,
            in_language(module.summaries, language),
            [
                LessonIn(lesson, next(numbers), pages.get(lesson.pk))
                for lesson in lessons
                if lesson.module_id == module.pk
            ],
        )
        for place, module in enumerate(rows, start=1)
    ]
    own = CoursePage.objects.live().filter(course=course, locale__language_code=language)
    return CourseIn(course, own.only("title", "url_path", "summary", "course").first(), modules)


def page_of(lesson: Lesson, language: str) -> LessonPage | None:
    """Return the whole published page of `lesson` in `language`, else in English, else None: one query."""
    pages = LessonPage.objects.live().filter(lesson=lesson, locale__language_code__in=[language, "en"])
    found = {page.locale.language_code: page for page in pages.select_related("locale", "lesson__replay")}
    return found.get(language) or found.get("en")


def course_node(page: Any, *, path: str, image: str) -> Node:
    return {
        "@type": "Course",
        "@id": absolute(f"{path}#course"),
        "url": absolute(path),
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.locale.language_code,
        "isAccessibleForFree": True,
        "image": [image],
        "provider": network(),
    }


def lesson_node(page: Any, *, path: str) -> Node:
    return {
        "@type": "LearningResource",
        "@id": absolute(f"{path}#lesson"),
        "url": absolute(path),
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.locale.language_code,
        "isAccessibleForFree": True,
        "timeRequired": f"PT{page.lesson.minutes}M",
        "isPartOf": {"@id": absolute(f"{path.removesuffix('/').rpartition('/')[0]}/#course")},
        "provider": network(),
    }


def title_of(course: Course, language: str) -> str:
    """Return what `course` is called in `language`: by its published page, else by the English one, else by its key."""
    return titles_of(course, language)[0]


def titles_of(course: Course, language: str) -> tuple[str, bool]:
    """Return what `course` is called in `language`, and whether its editor asked for a neutral title in the tab."""
    pages = CoursePage.objects.live().filter(course=course, locale__language_code__in=[language, "en"])
    rows = pages.values_list("locale__language_code", "title", "neutral_title")
    found = {code: (title, is_neutral) for code, title, is_neutral in rows}
    return found.get(language) or found.get("en") or (course.key, False)
