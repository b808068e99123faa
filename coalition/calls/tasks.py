"""The worker's part of a call."""

from procrastinate.contrib.django import app

from . import services


@app.task(name="calls.lost-links")
def mail_lost_links(*, contact_email: str) -> None:
    """Answer an inquiry: mail the links of the proposals that `contact_email` began."""
    services.resume(contact_email=contact_email)
