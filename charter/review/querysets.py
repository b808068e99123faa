"""Which requests: chainable, never writes."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models

from charter import states
from charter.signing.models import Signature

OBJECTION_PERIOD = timedelta(days=30)  # in which a reviewer decides


class TownHallRequestQuerySet(models.QuerySet[Any]):
    def unconfirmed(self) -> Self:
        """Return those whose code was not typed."""
        return self.filter(confirmed_at__isnull=True)

    def changes(self) -> Self:
        """Return the changes that town halls asked for, and that wait for a reviewer or their day."""
        return self.filter(action__in=states.ASKED_CHANGES, confirmed_at__isnull=False, outcome="")

    def to_check(self, user: Any) -> Self:
        """Return those of these changes of standing signatures whose proof `user` may read: not the own letters."""
        rows = self.changes().filter(action__in=states.READ_CHANGES, checked_at__isnull=True)
        return rows.filter(signature__state__in=states.STANDING).exclude(started_by=user.pk)

    def due(self, today: date) -> Self:
        """Return those that were checked, where a reviewer reads them, and whose cooling-off is over on `today`.

        One to which a contact objected needs a decision, or the town hall's second code and OBJECTION_PERIOD.
        """
        cooled = models.Q(action__in=states.COOLED_CHANGES)
        over = models.Q(takes_effect_on__lte=today)
        to_read = models.Q(action__in=states.READ_CHANGES, checked_at__isnull=True)
        proven = models.Q(reconfirmed_at__isnull=False, objected_at__date__lte=today - OBJECTION_PERIOD)
        may_go_on = models.Q(objected_at__isnull=True) | models.Q(overruled_at__isnull=False) | proven
        return self.changes().filter(may_go_on, over | ~cooled).exclude(to_read)

    def with_objection(self, user: Any) -> Self:
        """Return those to which a contact objected and on which `user` may decide: not the own letters."""
        rows = self.changes().filter(objected_at__isnull=False, overruled_at__isnull=True)
        return rows.filter(signature__state__in=states.STANDING).exclude(started_by=user.pk)

    def awaiting_mailbox(self, today: date) -> Self:
        """Return those of these that are done once a new official mailbox typed its code."""
        return self.due(today).filter(answers__has_key="official_email", signature__state__in=states.STANDING)

    def change_of(self, signature: Signature) -> Any:
        """Return the change of `signature` that waits for a reviewer or its day, or None."""
        return self.changes().filter(signature=signature).first()
