"""The picture of a proposal's states, made from the transitions themselves."""

from pathlib import Path

from coalition import states
from coalition.calls.models import Proposal

README = Path(__file__).parent / "README.md"
BEGIN = "<!-- The picture below is written by `manage.py draw_proposal_states`. -->\n```mermaid\n"


def drawn(readme: str) -> str:
    """Return `readme` with the picture of today between its marks. Raises ValueError without marks."""
    return states.drawn(readme, Proposal, BEGIN)
