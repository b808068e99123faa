"""Every model of the charter, for Django, which looks for them here; callers import the room."""

from charter.certificates import models as certificates
from charter.followup import models as followup
from charter.ledger import models as ledger
from charter.pages import CharterIndexPage
from charter.review import models as review
from charter.signatories import models as signatories
from charter.signing import associations
from charter.signing import models as signing
from charter.texts import models as texts

__all__ = [
    "CharterIndexPage",
    "associations",
    "certificates",
    "followup",
    "ledger",
    "review",
    "signatories",
    "signing",
    "texts",
]
