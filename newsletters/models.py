"""Where Django looks for this app's tables: each package keeps its own, and the pages come last."""

import newsletters.editions.gate.models
import newsletters.editions.models
import newsletters.pages
import newsletters.readers.models
import newsletters.sending.figures.models
import newsletters.sending.models  # noqa: F401
