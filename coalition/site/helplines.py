"""Numbers that help: the researched ones are brought in unconfirmed, and a person confirms each."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from coalition.languages.words import CODES

from .models import Helpline

RESEARCHED = Path(__file__).with_name("helplines.toml")
CONFIRMED = "pages.confirm_helpline"  # the action in the site history, which says who confirmed which number, and how
FACTS = ("name", "languages", "cost", "text_number", "whatsapp", "chat_url", "source", "source_url", "grade", "doubts")


@transaction.atomic
def confirm(*, helpline: Helpline, by: Any, on: date, how: str) -> None:
    """Let the site show `helpline`, which `by` confirmed on the day `on`; the site history keeps each confirmation."""
    helpline.confirmed_on, helpline.confirmed_how, helpline.confirmed_by = on, how, by
    helpline.save(update_fields=["confirmed_on", "confirmed_how", "confirmed_by"])
    log(
        instance=helpline, action=CONFIRMED, user=by, data={"number": helpline.number, "on": on.isoformat(), "how": how}
    )


@transaction.atomic
def add_researched(*, by: Any = None) -> list[Helpline]:
    """Add the numbers of `helplines.toml` that are missing, and return them: nobody confirmed them yet.

    What an editor changed stays as it is.
    """
    content = tomllib.loads(RESEARCHED.read_text(encoding="utf-8"))
    added = []
    for item in content["helpline"]:
        facts = {name: item[name] for name in FACTS if name in item} | {"kind": item.get("kind", Helpline.Kind.LINE)}
        for name in {"what", "hours"} & item.keys():
            facts |= {f"{name}_{code}": content[name][item[name]][code] for code in CODES}
        row, made = Helpline.objects.get_or_create(country=item["country"], number=item["number"], defaults=facts)
        if made:
            log(instance=row, action="wagtail.create", user=by)
            added.append(row)
    return added
