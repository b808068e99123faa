"""Questions at the end of a lesson: right answers are facts that exist once, their words are kept for each language."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from coalition.pages.words import WordsField, in_language
from webinars.courses.lessons.models import Lesson


class QuizQuestion(Orderable, ClusterableModel):
    """One question, with the explanation that everybody reads once they answered."""

    class Kind(models.TextChoices):
        ONE = "one", _("one of several answers")
        SEVERAL = "several", _("any of several answers")
        TRUTH = "truth", _("true or false")
        ORDER = "order", _("put in order")
        MATCHING = "matching", _("find what belongs together")

    lesson = ParentalKey(Lesson, on_delete=models.CASCADE, related_name="questions", verbose_name=_("lesson"))
    key = models.SlugField(_("short name"), max_length=60)
    kind = models.CharField(_("kind of question"), max_length=10, choices=Kind, default=Kind.ONE)
    text = WordsField(_("question"), default=dict, max_length=400)
    why = WordsField(
        _("explanation"), default=dict, max_length=800, help_text=_("Read after the answer, right or wrong.")
    )
    is_true = models.BooleanField(_("the sentence is true"), default=False)  # of the kind TRUTH only

    class Meta(Orderable.Meta):
        verbose_name = _("question of a lesson")
        verbose_name_plural = _("questions of lessons")
        constraints = [
            models.UniqueConstraint(
                name="each_quiz_question_once_in_a_lesson",
                fields=["lesson", "key"],
                violation_error_message=_("Another question has this short name."),
            ),
            models.CheckConstraint(
                name="quiz_question_kind_is_known",
                condition=Q(kind__in=["one", "several", "truth", "order", "matching"]),
                violation_error_message=_("Choose one of the kinds of questions."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.text) or self.key


class QuizOption(Orderable):
    """One answer to choose from. Of ORDER, the options stand in the right order; of MATCHING, `match` belongs to it."""

    question = ParentalKey(QuizQuestion, on_delete=models.CASCADE, related_name="options", verbose_name=_("question"))
    text = WordsField(_("answer"), default=dict, max_length=300)
    is_right = models.BooleanField(pgettext_lazy("of an answer", "right"), default=False)
    match = WordsField(_("what belongs to it"), default=dict, blank=True, max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = _("answer to choose from")
        verbose_name_plural = _("answers to choose from")

    def __str__(self) -> str:
        return in_language(self.text)
