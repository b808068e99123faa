"""Where Django looks for this app's tables: each package keeps its own, and the pages come last."""

import newsletters.editions.gate.models
import newsletters.editions.models
import newsletters.editions.seeds.models
import newsletters.pages
import newsletters.readers.models
import newsletters.readers.recipients.models
import newsletters.readers.segments.models
import newsletters.sending.figures.models
import newsletters.sending.models  # noqa: F401
