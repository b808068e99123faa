"""Areas whose figures are sums."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coalition.members import names as naming
from coalition.members.models import LocalGovernment

from .releases import Release


class Territory(models.Model):
    """A region or another area whose figures are the sums of its local governments; areas may overlap."""

    ignore_in_cache = True

    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$", _("Use letters, digits and hyphens only."))],
    )
    names = models.JSONField(_("names"), default=dict)
    governments = models.ManyToManyField(
        LocalGovernment, verbose_name=_("local governments"), related_name="territories"
    )

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                name="one_territory_per_code",
                fields=["code"],
                violation_error_message=_("Another territory has this code."),
            ),
            models.CheckConstraint(
                name="territory_has_a_name",
                condition=~Q(names={}),
                violation_error_message=_("Give a name in at least one language."),
            ),
        ]

    def __str__(self) -> str:
        return naming.localised(self.names) or self.code

    def clean(self) -> None:
        """Refuse the code of a local government, and another one than a release names: figures are told apart by it."""
        super().clean()
        before = Territory.objects.filter(pk=self.pk).values_list("code", flat=True).first() if self.pk else None
        if before not in (None, self.code) and Release.objects.filter(places__has_key=before).exists():
            raise ValidationError({"code": _("Published figures name this code: it cannot change.")})
        if LocalGovernment.objects.filter(code=self.code).exists():
            raise ValidationError({"code": _("A local government has this code.")})
