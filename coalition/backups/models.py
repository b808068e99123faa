"""When an installation was last backed up, and when somebody last tried whether a backup opens."""

from django.db import connection, models
from django.utils import timezone


class LastDone(models.Model):
    ignore_in_cache = True

    class What(models.TextChoices):
        BEGUN = "begun"  # a backup; one that is killed stays newer than the last that was finished
        BACKUP = "backup"
        TRIED = "tried"  # a backup was read as a whole, or restored

    what = models.CharField(max_length=10, choices=What, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what}: {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def note(cls, what: "LastDone.What") -> None:
        """Remember that `what` was done now; not where an upgrade makes its backup before it makes the table."""
        if cls._meta.db_table in connection.introspection.table_names():
            cls.objects.update_or_create(what=what, defaults={"at": timezone.now()})
