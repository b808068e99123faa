"""What an editor has set a time for goes live, and away, at that time."""

from django.core.management import call_command
from procrastinate.contrib.django import app

from . import covers


@app.periodic(cron="* * * * *")
@app.task(name="pages.publish_scheduled", queueing_lock="publish-scheduled", lock="publish-scheduled")
def publish_scheduled(timestamp: int | None = None) -> None:
    """Publish each page and snippet whose time to go live has come; take away what has expired.

    `timestamp` is when the run was due (seconds since 1970). A lost run is made up for by the next one.
    """
    call_command("publish_scheduled", verbosity=0)


@app.task(name="pages.draw_sizes", queueing_lock="draw-sizes", lock="documents")
def draw_sizes() -> None:
    """Draw the sizes of photographs that lack some. A lost run costs nothing: a page draws what it does not find."""
    covers.draw_missing()
