"""The members for which an association adheres."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from charter import states
from charter.signing.models.signature import Signature
from coalition.members.models import LocalGovernment

PUBLISHED = ", ".join(f"'{state}'" for state in states.PUBLISHED)
IS_PUBLISHED = f"EXISTS (SELECT 1 FROM charter_signature WHERE id = %s AND state IN ({PUBLISHED}))"  # noqa: S608
REFUSE = "RAISE EXCEPTION 'The members of a published signature never change.' USING ERRCODE = 'restrict_violation';"


class GroupMember(models.Model):
    """A local government for which the signature of an association counts. What was published never changes."""

    signature = models.ForeignKey(
        Signature, models.CASCADE, related_name="group_members", verbose_name=_("signature of the association")
    )
    government = models.ForeignKey(
        LocalGovernment, models.PROTECT, related_name="group_signatures", verbose_name=_("local government")
    )

    class Meta:
        verbose_name = _("member of a group signature")
        verbose_name_plural = _("members of group signatures")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_row_per_member_of_a_group",
                fields=["signature", "government"],
                violation_error_message=_("This local government is already on the list."),
            )
        ]
        triggers = [  # a merge of two rows of one government is no change, and lifts them: services.merging
            pgtrigger.Trigger(
                name="published_group_is_frozen_in",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"IF {IS_PUBLISHED % 'NEW.signature_id'} THEN {REFUSE} END IF; RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="published_group_is_frozen_out",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=f"IF {IS_PUBLISHED % 'OLD.signature_id'} THEN {REFUSE} END IF; RETURN OLD;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} {self.government_id}"
