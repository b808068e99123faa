"""The report of a partner meeting, and what its two members decided about it."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.members.models import LocalGovernment
from events.models import Event

LONGEST = 600  # characters of one answer: a report is short


class MeetingReport(models.Model):
    """What the host of a partner meeting and the other member decided, in one language. Nobody who came is named."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="report")
    partner = models.ForeignKey(LocalGovernment, models.PROTECT, related_name="+", verbose_name=_("The other member"))
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES)
    decided = models.TextField(_("What was decided"), max_length=LONGEST)
    next_steps = models.TextField(_("What comes next"), max_length=LONGEST)
    by_whom = models.TextField(
        _("By whom"), max_length=LONGEST, help_text=_("Name offices and services, never a person.")
    )

    class Meta:
        verbose_name = _("report of a meeting")
        verbose_name_plural = _("reports of meetings")
        default_permissions = ()
        ordering = ["-event__start", "-pk"]

    def __str__(self) -> str:
        return f"{self.event} · {self.partner}"

    @property
    def words(self) -> dict[str, str]:
        """What a member releases, with whom."""
        return {name: getattr(self, name) for name in ("partner_id", "language", "decided", "next_steps", "by_whom")}

    @property
    def members(self) -> list[LocalGovernment]:
        """The host and the other member; none where there are not two."""
        host = self.event.host
        return [host, self.partner] if host and host != self.partner else []

    @property
    def standing(self) -> dict[int, "ReportRelease"]:
        """The releases of these very words that stand, by the key of their member."""
        last = {act.government_id: act for act in sorted(self.releases.all(), key=lambda act: act.pk)}
        return {key: act for key, act in last.items() if act.words == self.words}

    @property
    def is_released(self) -> bool:
        """Whether both members released these words."""
        return bool(self.members) and self.standing.keys() >= {member.pk for member in self.members}


class ReportRelease(models.Model):
    """One act of one member: it releases these words, or withdraws them (None). Rows are added and never changed."""

    report = models.ForeignKey(MeetingReport, models.PROTECT, related_name="releases")
    government = models.ForeignKey(LocalGovernment, models.PROTECT, related_name="+")
    words: Any = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("release of a report")
        verbose_name_plural = _("releases of reports")
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(name="report_releases_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="report_releases_never_change",
                operation=pgtrigger.Update,  # an account may go, and a member may become one with another
                condition=pgtrigger.AnyChange("report", "words", "at"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.government_id} {self.at:%Y-%m-%d}"
