"""Every model of the charter, for Django, which looks for them here; callers import the room."""

from charter.certificates import models as certificates
from charter.followup import models as followup
from charter.ledger import models as ledger
from charter.pages import CharterIndexPage
from charter.signatories import models as signatories
from charter.signing import models as signing
from charter.texts import models as texts

from .review import models as review
from .signing import associations as groups

__all__ = [
    "CharterIndexPage",
    "certificates",
    "followup",
    "groups",
    "ledger",
    "review",
    "signatories",
    "signing",
    "texts",
]
