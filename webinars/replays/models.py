"""What is kept of an event that can be watched again: files, what was said and when, chapters and documents."""

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import models, transaction
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.languages.names import language_name
from coalition.resources.models import ThemesField
from events.models import Event

from .vtt import Line

BELOW = "replay/"  # the page of an event


def private_storage() -> Storage:
    """Return the storage of recordings: outside every public path, for a draft is nobody's but the team's."""
    return storages["private"]


def stored_name(file: "MediaFile", name: str) -> str:
    """Return where a file is kept: nothing of the name under which it came."""
    return f"replays/{file.uid}.{file.extension}"


class Replay(models.Model):  # type: ignore[django-manager-missing]  # lessons above have a manager of their own
    """The recording of one event, in the hands of its team until they publish it."""

    wagtail_reference_index_ignore = True

    event = models.OneToOneField(Event, models.CASCADE, related_name="replay", verbose_name=_("event"))
    published = models.BooleanField(pgettext_lazy("recording", "published"), default=False)
    themes = ThemesField(verbose_name=_("themes"), default=list, blank=True, db_default=Value([]))
    chapters = models.JSONField(_("chapters"), default=dict)  # by language, [milliseconds, title] of each, in order

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.event)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and say on the event where its recording is: lists, thanks and pages of events read it there."""
        super().save(*args, **kwargs)
        Event.objects.filter(pk=self.event_id).update(recording_path=BELOW if self.published else "")


class MediaFile(models.Model):
    """A video, its sound alone, or the picture that stands there before it plays. Its type was read from its bytes."""

    class Kind(models.TextChoices):
        VIDEO = "video", _("video")
        AUDIO = "audio", _("audio only")
        POSTER = "poster", _("picture before it plays")

    EXTENSIONS: ClassVar[dict[str, str]] = {
        "video/mp4": "mp4", "video/webm": "webm", "audio/mp4": "m4a", "audio/webm": "weba", "audio/mpeg": "mp3",
        "audio/ogg": "ogg", "image/jpeg": "jpg",
    }  # fmt: skip

    wagtail_reference_index_ignore = True

    replay = models.ForeignKey(Replay, models.CASCADE, related_name="files", verbose_name=_("recording"))
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("type"), max_length=10, choices=Kind)
    media_type = models.CharField(max_length=20, choices=[(name, name) for name in EXTENSIONS])
    height = models.PositiveSmallIntegerField(_("lines of the picture"), default=0)  # 720 of 720p; 0 without one
    file = models.FileField(_("file"), storage=private_storage, upload_to=stored_name)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = _("file of a recording")
        verbose_name_plural = _("files of recordings")
        default_permissions = ()
        ordering = ["kind", "-height", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_poster_per_replay",
                fields=["replay"],
                condition=Q(kind="poster"),
                violation_error_message=_("A recording has one picture."),
            ),
            models.UniqueConstraint(
                name="each_file_once_in_a_replay",
                fields=["replay", "digest"],
                violation_error_message=_("This file is there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uid}.{self.extension}"

    @property
    def extension(self) -> str:
        return self.EXTENSIONS[self.media_type]


class Transcript(models.Model):
    """What was said, in one language: lines that are captions in the player and a text below it."""

    wagtail_reference_index_ignore = True

    replay = models.ForeignKey(Replay, models.CASCADE, related_name="transcripts", verbose_name=_("recording"))
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=10)  # one that an event can be held in

    class Meta:
        verbose_name = _("transcript")
        verbose_name_plural = _("transcripts")
        default_permissions = ()
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                name="one_transcript_per_language",
                fields=["replay", "language"],
                violation_error_message=_("There are captions in this language already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.replay} · {self.language}"

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def lines(self) -> list[Line]:
        """What was said, in order."""
        return [line for passage in self.passages.all() for line in passage.lines]


class PassageManager(models.Manager["Passage"]):
    def get_queryset(self) -> models.QuerySet["Passage"]:
        """Leave the words out: only the index of the database needs them."""
        return super().get_queryset().defer("words")


class Passage(models.Model):
    """About a minute of what was said, as search finds it: its lines, and all their words.

    Each of `rows` has what a `vtt.Line` has: start, end, text, speaker and settings.
    """

    wagtail_reference_index_ignore = True

    transcript = models.ForeignKey(Transcript, models.CASCADE, related_name="passages")
    start = models.PositiveIntegerField(_("start"))  # milliseconds
    rows = models.JSONField(default=list)
    words = SearchVectorField()

    objects = PassageManager()

    class Meta:
        verbose_name = _("part of a transcript")
        verbose_name_plural = _("parts of transcripts")
        default_permissions = ()
        ordering = ["transcript", "start"]
        indexes = [GinIndex(fields=["words"], name="passage_words")]

    def __str__(self) -> str:
        return f"{self.transcript} · {self.start}"

    @property
    def lines(self) -> list[Line]:
        return [Line(*row) for row in self.rows]


class ReplayDocument(models.Model):
    wagtail_reference_index_ignore = True

    replay = models.ForeignKey(Replay, models.CASCADE, related_name="documents", verbose_name=_("recording"))
    document = models.ForeignKey("wagtaildocs.Document", models.CASCADE, related_name="+", verbose_name=_("document"))

    class Meta:
        verbose_name = _("document of a recording")
        verbose_name_plural = _("documents of recordings")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="each_document_once_in_a_replay",
                fields=["replay", "document"],
                violation_error_message=_("This document is there already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.document)
