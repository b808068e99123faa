"""What the database makes impossible about a signature."""

from functools import reduce
from operator import or_

import pgtrigger
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from charter import states
from coalition.guards import truncate_guard

# Those under review first: the order of the reviewers' queue.
QUEUE = Case(When(state__in=states.UNDER_REVIEW, then=Value(0)), default=Value(1), output_field=models.IntegerField())
INDEXES = [
    models.Index(QUEUE, "submitted_at", "id", name="signature_queue"),
    models.Index(name="signature_signed", fields=["-signed_at"], condition=Q(state="signed")),
    models.Index(
        name="signature_waiting", fields=["submitted_at"], condition=Q(state__in=["submitted", "authority_checked"])
    ),
]

CONSTRAINTS = [
    models.UniqueConstraint(
        name="one_signature_under_review_per_government",
        fields=["government"],
        condition=Q(state__in=states.UNDER_REVIEW),
        violation_error_message=_("This government already has a signature under review."),
    ),
    models.UniqueConstraint(
        name="one_standing_signature_per_government",
        fields=["government"],
        condition=Q(state__in=states.STANDING),
        violation_error_message=_("This government already has a published signature."),
    ),
    models.UniqueConstraint(
        name="one_live_signature_per_government_and_version",
        fields=["government", "version"],
        condition=Q(state__in=states.LIVE),
        violation_error_message=_("This government already has a signature under review or published."),
    ),
    models.CheckConstraint(
        name="live_signature_is_bound",
        condition=~Q(state__in=states.BOUND)
        | Q(
            government__isnull=False,
            version__isnull=False,
            submitted_at__isnull=False,
            mailbox_verified_at__isnull=False,
        )
        & ~Q(text_digest=""),
        violation_error_message=_("A submitted signature names government, version and exact text."),
    ),
    models.CheckConstraint(
        name="decided_signature_has_its_time",
        condition=~Q(state__in=[*states.PUBLISHED, "rejected"]) | Q(decided_at__isnull=False),
        violation_error_message=_("A decided signature needs the date of its decision."),
    ),
    models.CheckConstraint(
        name="authority_is_checked_by_somebody",
        condition=~Q(state__in=["authority_checked", *states.PUBLISHED])
        | Q(checked_by__isnull=False, checked_at__isnull=False),
        violation_error_message=_("An authority check needs the name of the person who made it and its date."),
    ),
    models.CheckConstraint(
        name="two_people_check_and_publish",
        condition=~Q(state__in=states.PUBLISHED) | Q(decided_by__isnull=False) & ~Q(decided_by=F("checked_by")),
        violation_error_message=_("The person who publishes is not the one who checked the authority."),
    ),
    models.CheckConstraint(
        name="published_signature_has_number_and_time",
        condition=Q(state__in=states.PUBLISHED, number__isnull=False, signed_at__isnull=False)
        | ~Q(state__in=states.PUBLISHED) & Q(number__isnull=True, signed_at__isnull=True),
        violation_error_message=_("Only a published signature has a number and a publication date."),
    ),
    models.CheckConstraint(
        name="signature_without_act_is_ad_referendum",
        condition=~Q(state__in=states.PUBLISHED) | ~Q(act_file_sha256="") | Q(ad_referendum_until__isnull=False),
        violation_error_message=_("Without the file of the act, a signature is published ad referendum, until a day."),
    ),
]

FROZEN = (
    "version", "language", "text_digest", "number", "verification_code", "signed_at", "submitted_at",
    "mailbox_verified_at", "checked_by", "checked_at", "decided_by", "decided_at", "salt",
    "signatory_name", "signatory_role", "official_email",
)  # fmt: skip
FILE = ("act_file_sha256", "act_file_sent_sha256")
ACT = ("act_body", "act_number", "act_date", "ad_referendum_until")


def _any_changes(*fields: str) -> pgtrigger.Q:
    return reduce(or_, (pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")}) for field in fields))


IS_PUBLISHED = pgtrigger.Q(old__state__in=list(states.PUBLISHED))
AWAITS_ITS_ACT = pgtrigger.Q(old__state__in=list(states.STANDING), old__ad_referendum_until__isnull=False)
IS_RATIFIED = AWAITS_ITS_ACT & pgtrigger.Q(new__ad_referendum_until__isnull=True)
TRIGGERS = [
    pgtrigger.Protect(
        name="published_signature_is_frozen",
        operation=pgtrigger.Update,
        condition=IS_PUBLISHED & _any_changes(*FROZEN),
    ),
    pgtrigger.Protect(  # ad referendum, a file may come, and another one in its place; ratified, nothing changes
        name="published_act_is_frozen",
        operation=pgtrigger.Update,
        condition=IS_PUBLISHED & (_any_changes(*ACT) & ~IS_RATIFIED | _any_changes(*FILE) & ~AWAITS_ITS_ACT),
    ),
    pgtrigger.Protect(  # a merge of two rows of one government lifts it: charter.review.services.merging
        name="published_signature_keeps_its_government",
        operation=pgtrigger.Update,
        condition=IS_PUBLISHED & _any_changes("government"),
    ),
    pgtrigger.Protect(
        name="published_signature_is_kept",
        operation=pgtrigger.Delete,
        condition=IS_PUBLISHED,
    ),
    truncate_guard("signatures_are_not_truncated"),
]
