"""Which accounts run an event, and so see who comes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event


class TeamMember(models.Model):
    """An account that runs an event. The row of an account that was deleted stays: a team never becomes no team."""

    ignore_in_cache = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="team", verbose_name=_("event"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("account")
    )
    # For which of the two members of a partner meeting the account releases its report: the committee says so.
    acts_for = models.ForeignKey("members.LocalGovernment", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        default_permissions = ()
        permissions = [("see_every_event", "Can see the people of every event")]
        constraints = [
            models.UniqueConstraint(
                name="once_in_a_team",
                fields=["event", "user"],
                violation_error_message=_("This account is in the team already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} · {self.user or '–'}"
