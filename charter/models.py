"""Every model of the charter, for Django, which looks for them here; callers import the room."""

import charter.certificates.models
import charter.followup.models
import charter.ledger.models
import charter.pages
import charter.review.models
import charter.signatories.models
import charter.signing.associations
import charter.signing.models
import charter.texts.models  # noqa: F401
