"""Every model of the charter, for Django, which looks for them here; callers import the room."""

from charter.certificates import models as certificates
from charter.followup import models as followup
from charter.ledger import models as ledger
from charter.pages import CharterIndexPage
from charter.reports import models as reports
from charter.reports.relay import models as relay
from charter.review import models as review
from charter.review import own_rows as reviewers
from charter.signatories import models as signatories
from charter.signing import models as signing
from charter.texts import models as texts

__all__ = [
    "CharterIndexPage",
    "certificates",
    "followup",
    "ledger",
    "relay",
    "reports",
    "review",
    "reviewers",
    "signatories",
    "signing",
    "texts",
]
