"""`/demo/components/`: every component on one page, for those who write pages."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from wagtail.blocks import Block

from coalition.privacy.forms import HoneypotInput
from coalition.site.models import Helpline

from . import blocks, embeds
from .blocks import BodyBlock
from .charts import bar_chart, line_chart
from .covers import pattern_cover
from .filters import AddressFilters, CountryField
from .navigation import Link

FIGURES = (("2024", 40, "40"), ("2025", 120, "120"), ("2026", 310, "310"))
PARIS = ZoneInfo("Europe/Paris")


class SampleForm(forms.Form):
    """One field of each kind, so that the page shows every control with its hint and its error."""

    name = forms.CharField(label="Name or pseudonym", help_text="Any name you like: it is what we call you.")
    email = forms.EmailField(label="Email")
    kind = forms.ChoiceField(label="Type", choices=[("municipality", "Municipality"), ("county", "County")])
    seat = forms.ChoiceField(
        label="Seat", widget=forms.RadioSelect, choices=[("room", "In the room"), ("online", "Online")]
    )
    languages = forms.MultipleChoiceField(
        label="Languages",
        widget=forms.CheckboxSelectMultiple,
        choices=[("fr", "French"), ("ar", "Arabic")],
        required=False,
    )
    date = forms.DateField(
        label="Date of the council act", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    needs = forms.CharField(label="Access needs", widget=forms.Textarea, required=False)
    act = forms.FileField(label="Council decision", required=False, help_text="PDF, at most 10 MB.")
    discreet = forms.BooleanField(
        label="Write to me discreetly", required=False, help_text="Neutral sender and subject."
    )
    website = forms.CharField(label="", required=False, widget=HoneypotInput)


class SampleFilters(AddressFilters):
    name = forms.CharField(label="Name", required=False)
    country = CountryField(label="Country", required=False)
    signed = forms.BooleanField(label="Signed the charter", required=False)


HELPLINE = Helpline(number="00 00", name="Example line", what_en="Listens and informs.", hours_en="24 hours a day",
                    languages=["fr", "ar"], cost="free", text_number="00 01", source="The service itself",
                    confirmed_on=date(2026, 11, 20))  # fmt: skip


def components(request: HttpRequest) -> HttpResponse:
    response = render(request, "demo/components.html", {"samples": _samples()})
    player = embeds.player_of(blocks.EMBED["url"])
    embeds.let_hosts_in([player.host] if player else [], response)
    return response


def _samples() -> dict[str, Any]:
    form = SampleForm({"email": "nowhere", "kind": "county"}, prefix="sample")
    rtl = get_language_bidi()
    form.add_error(None, "The seats of this event are all taken.")
    return {
        "helplines": [HELPLINE],
        "cover": pattern_cover("sample", 1),
        "breadcrumb": [{"title": "Home", "url": "/"}, {"title": "Charter", "url": "#"}],
        "parts": [Link("The charter", "#", current="page"), Link("Signatories", "#", current="")],
        "event_rows": [
            _event_row("International seminar", 2024, 11, 26, 28, kind_label="Seminar", place="Bobigny, France"),
            _event_row("Listening without judging", 2027, 3, 4, 4, kind_label="Training", state="postponed"),
            _event_row("Meeting of the partners", 2027, 5, 6, 6, kind_label="Partner meeting", state="cancelled"),
        ],
        "news_rows": [
            {
                "title": f"What happened {when}",
                "url": "#c-news",
                "summary": "In a sentence or two.",
                "date": day,
                "cover": pattern_cover("sample", when),
            }
            for when, day in (("in June", date(2024, 6, 12)), ("before that", date(2022, 11, 30)))
        ],
        "blocks": [_block(name, block) for name, block in BodyBlock().child_blocks.items() if block.is_previewable],
        "form": form,
        "filters": SampleFilters(QueryDict("country=FR"), country=[("FR", "France"), ("KM", "Comoros")]),
        "bars": bar_chart(FIGURES, rtl=rtl, write=lambda number: f"{number:g}"),
        "line": line_chart(
            [("2021", 120, "120"), ("2022", 140, "140"), ("2023", None, ""), ("2024", 0, "0"), ("2025", 310, "310")],
            write=lambda number: f"{number:g}",
            rtl=rtl,
            breaks=["2022"],
        ),
        "table": {
            "columns": ["Year", "Signatures"],
            "rows": [{"cells": [year, written]} for year, _v, written in FIGURES],
        },
        "page_obj": Paginator(range(200), 10).page(4),
    }


def _block(name: str, block: Block) -> dict[str, Any]:
    """Return a block of a text with the sample that its preview shows in the CMS."""
    return {"name": name, "bound": block.bind(block.get_preview_value())}


def _event_row(title: str, year: int, month: int, first: int, last: int, **facts: str) -> dict[str, Any]:
    state = facts.setdefault("state", "scheduled")
    return {
        "url": "#c-events",
        "title": title,
        "start": datetime(year, month, first, 14, tzinfo=PARIS),
        "end": datetime(year, month, last, 16, 30, tzinfo=PARIS),
        "zone": "Europe/Paris",
        "place": "Online",
        "state_label": state.capitalize(),
        **facts,
    }
