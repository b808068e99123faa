"""The words of a course and of its lessons: one page for each language."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale

from coalition.pages.blocks import BodyBlock
from coalition.pages.covers.addresses import Cover, woven
from coalition.pages.embeds import let_players_in
from coalition.pages.models import CoalitionPage
from coalition.pages.sharing import facts
from coalition.pages.skeleton import path_of
from webinars.replays.player.inline import Video, let_play, video_of

from .blocks import SourceBlock
from .facts import course_node, lesson_node
from .forms import LessonPageForm
from .models import Course, Lesson


class WordsPage(CoalitionPage):
    """A page of words for facts that exist once: one for each language. `fact` is the name of the field.

    `previews`: how a room above shows the page that is typed, by the name of its preview mode.
    """

    fact: ClassVar[str]
    previews: ClassVar[dict[str, Callable[[Any, HttpRequest], Any]]]
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
        """Save with the page's language."""
        self.language_id = self.locale_id
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a second page of the same in one language."""
        super().clean()
        key = getattr(self, f"{self.fact}_id")
        same = type(self)._default_manager.filter(**{f"{self.fact}_id": key}, language_id=self.locale_id)
        if key is not None and self.locale_id is not None and same.exclude(pk=self.pk).exists():
            raise ValidationError({self.fact: self.has_page})

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        view = self.previews.get(mode_name)
        if view is None:
            return super().serve_preview(request, mode_name)
        with translation.override(self.locale.language_code):
            response = view(self, request)
        let_players_in(self, response)
        return response


class CoursePage(WordsPage):
    """A course in one language: for whom it is, what one learns, and its lessons."""

    fact = "course"
    has_page = _("This course has a page in this language already. Edit that page, or choose another course.")
    extras: ClassVar[list[Callable[["CoursePage"], dict[str, Any]]]] = []  # what is added to the page
    preview_modes: ClassVar[list[tuple[str, Any]]] = [("", _("The public page"))]
    previews: ClassVar[dict[str, Callable[["CoursePage", HttpRequest], Any]]] = {}

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
        return woven("course", self.translation_key)

    def get_linked_data(self) -> list[dict[str, Any]]:
        """Return the course for machines; nothing where its links must say nothing."""
        card = self.get_share_card()
        return [course_node(self, path=path_of(self), image=facts.absolute(card.path))] if card else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        for extra in self.extras:
            context.update(extra(self))
        return context


class LessonPage(WordsPage):
    """A lesson in one language: to watch, to read, to ask oneself. Everybody may, without enrolling."""

    fact = "lesson"
    has_page = _("This lesson has a page in this language already. Edit that page, or choose another lesson.")
    extras: ClassVar[list[Callable[["LessonPage"], dict[str, Any]]]] = []  # what is added to the page
    preview_modes: ClassVar[list[tuple[str, Any]]] = [("", _("The public page"))]
    previews: ClassVar[dict[str, Callable[["LessonPage", HttpRequest], Any]]] = {}

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
        """The course that the lesson belongs to."""
        return Course.objects.get(modules__lessons=self.lesson_id)

    @cached_property
    def video(self) -> Video | None:
        """The recording of the lesson, where everybody may watch it."""
        return video_of(self.lesson.replay, self.locale.language_code) if self.lesson.replay_id else None

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
        context = super().get_context(request, *args, **kwargs)
        for extra in self.extras:
            context.update(extra(self))
        return context
