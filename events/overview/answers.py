"""What calendars answered about one event, as figures: gone when the people are forgotten, unlike the other figures."""

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from coalition.pages.charts import bar_chart
from events.models import Event
from events.replies.models import CalendarReply
from events.replies.shown import answers

from .figures import Figures, Row


def of_calendars(event: Event) -> list[Figures]:
    """Return how many calendars gave each answer, where some did. Who gave none is not counted, nor told.

    Those without an answer less those who were asked would be the discreet people.
    """
    given = answers(event)
    if not any(given.values()):
        return []
    named = [(str(CalendarReply.Answer(code).label), count) for code, count in given.items()]
    return [
        Figures(
            key="calendars",
            title=_("Answers of calendars"),
            columns=[_("Answer"), _("People")],
            rows=[Row([name, count]) for name, count in named],
            bars=bar_chart([(name, count, str(count)) for name, count in named], rtl=get_language_bidi()),
        )
    ]
