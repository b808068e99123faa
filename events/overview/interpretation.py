"""The interpretation of one event as figures: what people asked for, what is certain, what is missing. For its team."""

from collections import Counter

from django.utils.translation import get_language_bidi, ngettext, pgettext
from django.utils.translation import gettext as _

from coalition.pages.charts import bar_chart
from events.programme.interpretation.coverage import Plan
from events.programme.models import Programme

from .figures import Figures, Row


def of_interpretation(programme: Programme) -> list[Figures]:
    """Return how far each language reaches in the draft of `programme`; nothing where there is none."""
    plan = Plan(programme)
    if not plan.languages:
        return []
    missing = Counter(
        code for row in plan.matrix for code, cell in zip(plan.languages, row.cells, strict=True) if cell.gap
    )
    coverage = plan.coverage
    return [
        Figures(
            key="interpretation",
            title=pgettext("heading of a page", "Interpretation"),
            columns=[
                _("Language"), _("People who asked"), pgettext("interpretation", "Certain"), _("Wanted, not booked"),
                _("Sessions without it"),
            ],
            rows=[
                Row([of.name, of.asked, _minutes(of.offered), _minutes(of.wanted), missing[of.code]]) for of in coverage
            ],
            bars=bar_chart(
                [(of.name, of.percent, f"{of.percent} %") for of in coverage], rtl=get_language_bidi(), most=100
            ),
        )
    ]  # fmt: skip


def _minutes(number: int) -> str:
    words: str = ngettext("%(minutes)s minute", "%(minutes)s minutes", number) % {"minutes": number}
    return words
