"""Every model of the charter, for Django, which looks for them here; callers import the room."""

from charter.certificates import models as certificates
from charter.followup import models as followup
from charter.ledger import models as ledger
from charter.pages import CharterIndexPage
from charter.signatories import models as signatories
from charter.signing import models as signing
from charter.texts import models as texts

from .ledger import models as transparency
from .review import models as changes
from .review import models as inviting
from .review import models as review
from .review import models as reviewers
from .signatories import models as reports
from .signing import associations as groups

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
