"""Where Django looks for this app's tables: each package keeps its own, and the pages come last."""

from newsletters.editions.gate.models import OutsideLink  # noqa: F401
from newsletters.pages import NewsletterIndexPage  # noqa: F401
from newsletters.sending.figures.models import EditionFigures  # noqa: F401
