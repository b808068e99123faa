"""What is taught, in facts that exist once; the words of course and lessons are pages, one for each language."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from coalition.certificates.models import LETTERS
from coalition.languages.words import WordsField, in_language
from coalition.pages.querysets import PageTitle
from coalition.privacy import secret_links
from coalition.privacy.email_addresses import address_digest, keyed_digest, normalise
from coalition.privacy.one_time_codes import typed_code
from coalition.privacy.secret_links import LastingLink, SecretLink
from webinars.replays.models import Replay


class Course(ClusterableModel):
    """A course: modules in an order, and how much of its questions must be answered right for a certificate."""

    key = models.SlugField(
        _("short name"),
        max_length=60,
        unique=True,
        help_text=_("In addresses, the same in every language: local-policies."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Percentage of the questions of the course to answer right for the certificate."),
    )
    is_open = models.BooleanField(
        pgettext_lazy("of a course", "open"),
        default=True,
        help_text=_("Whether people may enrol. Whoever is enrolled already goes on in any case."),
    )

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="course_pass_mark_is_a_percentage",
                condition=Q(pass_mark__gte=1, pass_mark__lte=100),
                violation_error_message=_("The pass mark lies between 1 and 100."),
            )
        ]

    title = PageTitle("key")

    def __str__(self) -> str:
        return str(self.title)


class Module(Orderable, ClusterableModel):
    """A part of a course: some lessons under one name."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="modules", verbose_name=_("course"))
    key = models.SlugField(_("short name"), max_length=60, blank=True, help_text=_("Leave empty to have it filled in."))
    names = WordsField(_("name"), default=dict)
    summaries = WordsField(_("summary"), default=dict, blank=True, max_length=400)

    class Meta(Orderable.Meta):
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        constraints = [
            models.UniqueConstraint(
                name="each_module_once_in_a_course",
                fields=["course", "key"],
                violation_error_message=_("Another module has this short name."),
            )
        ]

    def __str__(self) -> str:
        return in_language(self.names) or self.key


class Lesson(Orderable, ClusterableModel):
    """One lesson. Its words are in `pages`, its questions in `quizzes`; a video is a recording of this site."""

    module = ParentalKey(Module, on_delete=models.CASCADE, related_name="lessons", verbose_name=_("module"))
    key = models.SlugField(_("short name"), max_length=60, blank=True, help_text=_("Leave empty to have it filled in."))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10, help_text=_("About how long it takes."))
    replay = models.ForeignKey(
        Replay, models.SET_NULL, null=True, blank=True, related_name="lessons", verbose_name=_("recording")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [
            models.UniqueConstraint(
                name="each_lesson_once_in_a_module",
                fields=["module", "key"],
                violation_error_message=_("Another lesson has this short name."),
            )
        ]

    title = PageTitle("key")

    def __str__(self) -> str:
        return str(self.title)


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


CODE_LENGTH = 16  # signs, four groups of four: about 79 bits
WORKS_FOR = timedelta(minutes=30)


def code_digest(code: str) -> str:
    """Return the digest under which the resume code that was typed as `code` is looked up."""
    return keyed_digest("enrolment-code-typed", typed_code(code))


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def for_address(self, address: str) -> Self:
        return self.filter(email_digest=address_digest(address))

    def for_token(self, token: str) -> Self:
        return self.filter(token_digest=secret_links.digest(token))

    def for_code(self, code: str) -> Self:
        """Return the one that the code typed as `code` opens: with or without dashes and spaces, in any case."""
        return self.filter(code_digest=code_digest(code))


class Enrolment(LastingLink):
    """Somebody's way through a course. It opens by its secret link, or by the code that its holder keeps."""

    ignore_in_cache = True
    hide_counts = True

    OPENS: ClassVar[str] = "enrolment"

    wagtail_reference_index_ignore = True

    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments", verbose_name=_("course"))
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(_("email"), max_length=254, blank=True)
    email_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    discreet = models.BooleanField(_("discreet emails"), default=False)
    started_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    seen_at = models.DateTimeField(_("last used"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    # Keys of answers that were sent: the same, sent again when the network returned, change nothing.
    hand_ins = ArrayField(models.UUIDField(), default=list, editable=False)
    # What is chosen and not handed in yet, as its form sends it, by the number of the question.
    drafts = models.JSONField(default=dict, db_default=Value({}, models.JSONField()), editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        default_permissions = ()  # nobody looks at them one by one
        constraints = [
            models.UniqueConstraint(
                name="one_enrolment_per_address_and_course", fields=["course", "email_digest"], condition=~Q(email="")
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the digest of its address; a new row gets those of its link and code."""
        if self._state.adding:
            self.code_digest = code_digest(self.code)
        self.email = normalise(self.email)
        self.email_digest = address_digest(self.email) if self.email else ""
        super().save(*args, **kwargs)

    @property
    def code(self) -> str:
        """The code that its holder keeps, such as K7QM-2VXD-9RTB-HH3W. Nothing keeps it, as with the link."""
        number, signs = int(keyed_digest("enrolment-code", self.nonce), 16), ""
        for _sign in range(CODE_LENGTH):
            number, sign = divmod(number, len(LETTERS))
            signs += LETTERS[sign]
        return typed_code(signs)

    def renew(self) -> None:
        """Draw another link and another code: once this is saved, those before open nothing."""
        super().renew()
        self.code_digest = code_digest(self.code)

    @property
    def discretion_source(self) -> str:
        """Name this learner's choice of discreet mails among those of their address."""
        return f"enrolment:{self.pk}"


class AddressRequest(SecretLink):
    """An address that somebody typed, to enrol or to find their courses again. Whether it is known is not asked yet."""

    ignore_in_cache = True
    hide_counts = True

    KEPT = WORKS_FOR

    wagtail_reference_index_ignore = True

    # Without one, the links of every course of the address are asked for.
    course = models.ForeignKey(Course, models.CASCADE, null=True, related_name="+", verbose_name=_("course"))
    email = models.EmailField(_("email"), max_length=254)
    email_digest = models.CharField(max_length=64, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    discreet = models.BooleanField(_("discreet emails"), default=False)

    class Meta:
        verbose_name = _("course asked for by email")
        verbose_name_plural = _("courses asked for by email")
        default_permissions = ()  # nobody looks at them

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the digest of its address."""
        self.email = normalise(self.email)
        self.email_digest = address_digest(self.email)
        super().save(*args, **kwargs)

    @property
    def is_over(self) -> bool:
        """Whether the half hour has passed."""
        return self.created_at + WORKS_FOR <= timezone.now()


class Completion(models.Model):
    wagtail_reference_index_ignore = True
    ignore_in_cache = True
    hide_counts = True

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="completions")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="completions")
    done_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("finished lesson")
        verbose_name_plural = _("finished lessons")
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_completion_per_lesson", fields=["enrolment", "lesson"])]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.lesson}"


class QuizAnswer(models.Model):
    """What was answered last to a question. Once it was right it stays right, whatever is tried afterwards."""

    wagtail_reference_index_ignore = True
    ignore_in_cache = True
    hide_counts = True

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="answers")
    question = models.ForeignKey(QuizQuestion, models.CASCADE, related_name="answers")
    given = models.JSONField(default=list)
    is_right = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=1)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer to a question of a lesson")
        verbose_name_plural = _("answers to questions of lessons")
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_answer_per_question", fields=["enrolment", "question"])]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.question}"
