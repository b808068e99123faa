"""Which tables of time zones are the newest that any process computed by. Decision 0016-wall-time-is-the-fact."""

from django.db import models, transaction

from events import walltime


class ZoneTables(models.Model):
    """One row: the newest tables that a process ever computed by. Processes with older ones compute no more."""

    version = models.CharField(max_length=10)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.version

    @classmethod
    @transaction.atomic
    def claim(cls, version: str) -> bool:
        """Raise the row to `version` where that is newer, and say whether it is the newest.

        The row stays locked until the transaction of the caller ends.
        """
        cls.objects.get_or_create(pk=1, defaults={"version": version})
        tables = cls.objects.select_for_update().get(pk=1)
        if walltime.age(version) > walltime.age(tables.version):
            tables.version = version
            tables.save(update_fields=["version"])
        return tables.version == version
