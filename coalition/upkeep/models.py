from django.db import models

from .words import Words


class Alarm(models.Model):
    """A condition that holds, from the first time that it was seen until it was not seen for a while."""

    ignore_in_cache = True

    condition = models.CharField(max_length=20, primary_key=True)
    text = models.CharField(max_length=200)
    values = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    is_told = models.BooleanField(default=False)

    class Meta:
        ordering = ("began_at", "condition")

    def __str__(self) -> str:
        return str(Words(self.text, self.values))
