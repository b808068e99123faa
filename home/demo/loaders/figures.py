"""Indicators of invented territories, their figures, and the releases that everybody reads."""

from decimal import Decimal
from typing import Any

from coalition.figures.models import Figure, Indicator, IndicatorWords, Territory
from coalition.figures.releasing import services
from coalition.members.models import LocalGovernment

FACTS = ("measure", "counts_persons", "breakdown", "source", "source_url")


def load(content: dict[str, Any], by: Any) -> None:
    """Make the territories and indicators of `content` that are missing; account `by` publishes what is new."""
    governments = {row.code: row for row in LocalGovernment.objects.filter(fictional=True)}
    for item in content["territory"]:
        territory, made = Territory.objects.get_or_create(code=item["code"], defaults={"names": item["names"]})
        if made:
            territory.governments.set(governments[code] for code in item["governments"])
    for item in content["indicator"]:
        facts = {name: item[name] for name in FACTS if name in item}
        indicator, made = Indicator.objects.get_or_create(slug=item["slug"], defaults=facts)
        if made:
            _fill(indicator, item, governments)
            services.release(indicator=indicator, by=by)


def _fill(indicator: Indicator, item: dict[str, Any], governments: dict[str, LocalGovernment]) -> None:
    """Give a new indicator its words and figures."""
    IndicatorWords.objects.bulk_create(
        IndicatorWords(indicator=indicator, language=language, **words) for language, words in item["words"].items()
    )
    qualities, bases, notes = (
        {(code, year): told for code, year, told in item.get(name, [])} for name in ("qualities", "bases", "notes")
    )
    Figure.objects.bulk_create(
        Figure(
            indicator=indicator,
            government=governments[code],
            year=year,
            part=part,
            value=Decimal(str(value)),
            base=bases.get((code, year)),
            quality=qualities.get((code, year), ""),
            source=item.get("counted", ""),
            note=notes.get((code, year), ""),
        )
        for code, year, *values in item["figures"]
        for part, value in zip(item["parts"], values, strict=True)
    )
