"""Home's clock. The task may be lost or repeated: the next Monday tells the same."""

from django.utils import translation
from django.utils.translation import gettext
from procrastinate.contrib.django import app

from coalition import dates
from coalition.site.models import Helpline

from .contact import services
from .contact.models import ContactTopic, Topic


@app.periodic(cron="20 6 * * 1")
@app.task(name="home.remind_of_helplines", queueing_lock="home-remind-of-helplines")
def remind_of_helplines(timestamp: int | None = None) -> None:
    """Write to the site's team, each Monday, which shown numbers end within a month: country, service and day.

    It is a message like those of the contact form, so it waits in the CMS too. `timestamp` is when a run was due.
    """
    language = ContactTopic.objects.values_list("language", flat=True).get(topic=Topic.SITE)
    rows = Helpline.objects.public().due()
    with translation.override(language):
        lines = [
            f"{row.country_name} · {row.name or row.what} · {dates.day(row.ends_at)}" for row in rows if row.ends_at
        ]
        head = gettext(
            "Confirm these numbers again in the CMS, under Settings > Helplines. On the day that is named, the site "
            "stops showing them."
        )
    if lines:
        services.write(language=language, topic=Topic.SITE, text="\n".join([head, *lines]))
