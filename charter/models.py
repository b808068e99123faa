"""Every model of the charter, for Django, which looks for them here; callers import the room."""

from charter.certificates import models as certificates
from charter.followup import models as followup
from charter.ledger import models as ledger
from charter.pages import CharterIndexPage
from charter.reports import models as reports
from charter.review.changes import models as changes
from charter.review.inviting import models as inviting
from charter.review.reviewers import models as reviewers
from charter.review.upkeep import models as review
from charter.signatories import models as signatories
from charter.signing import models as signing
from charter.signing.groups import models as groups
from charter.texts import models as texts
from charter.transparency import models as transparency

__all__ = [
    "CharterIndexPage",
    "certificates",
    "changes",
    "followup",
    "groups",
    "inviting",
    "ledger",
    "reports",
    "review",
    "reviewers",
    "signatories",
    "signing",
    "texts",
    "transparency",
]
