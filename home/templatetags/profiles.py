"""The pages of members, composed of what each app says of them."""

from typing import Any

from django import template

from charter.followup.profile import commitments_section
from charter.signatories.signatory_list import profile_section as signatures_section
from coalition.figures.presentation import figures_section
from coalition.resources.library import profile_section as resources_section
from events.pages.event_list import hosted_section
from events.reports.services import profile_section as reports_section
from home.programme.covered_deliverables import profile_section as territory_section

register = template.Library()

BESIDE = (
    ("home/programme/territory.html", territory_section),
    ("figures/profile_section.html", figures_section),
    ("charter/profile_section.html", signatures_section),
)
BELOW = (
    ("charter/commitments_section.html", commitments_section),
    ("events/hosted_section.html", hosted_section),
    ("events/reports_section.html", reports_section),
    ("resources/given_section.html", resources_section),
)


@register.simple_tag
def profile_sections(government: Any, *, below: bool = False) -> list[tuple[str, dict[str, Any]]]:
    """Return template and context of each part that tells something of `government`: `below` its card, or beside it."""
    filled = ((template, section(government)) for template, section in (BELOW if below else BESIDE))
    return [(template, context) for template, context in filled if context is not None]
