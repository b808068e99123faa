"""What the addresses outside answered that an edition leads to."""

from django.db import models
from django.utils import timezone


class OutsideLink(models.Model):
    """An address outside, and the status that it answered with: 0 while nobody asked, -1 where nothing answers."""

    address = models.CharField(max_length=2000, unique=True)
    status = models.SmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True, blank=True)
    wanted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(name="outside_link_wanted", fields=["wanted_at"], condition=models.Q(status=0))]

    def __str__(self) -> str:
        return self.address
