"""What harvesters were told of the library: a row for each record, also of what was withdrawn."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .pages import ResourcePage


class HarvestRecord(models.Model):
    """One record of the library for harvesters (OAI-PMH), by what names it for ever. It stays when it is withdrawn."""

    wagtail_reference_index_ignore = True

    local = models.CharField(max_length=100, unique=True)  # the key of the resource, and the language
    page = models.ForeignKey(ResourcePage, models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=10)
    sets = ArrayField(models.CharField(max_length=80), default=list)
    digest = models.CharField(max_length=64, blank=True)  # of what it said last
    deleted = models.BooleanField(default=False)
    datestamp = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("record for harvesters")
        verbose_name_plural = _("records for harvesters")
        default_permissions = ()
        ordering = ["datestamp", "pk"]

    def __str__(self) -> str:
        return self.local
