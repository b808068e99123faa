"""The picture of the signature's states, made from the transitions themselves."""

from pathlib import Path

from charter.signing.models import Signature
from coalition import states

README = Path(__file__).parent / "README.md"
BEGIN = "<!-- The picture below is written by `manage.py draw_states`. -->\n```mermaid\n"


def drawn(readme: str) -> str:
    """Return `readme` with the picture of today between its marks. Raises ValueError without marks."""
    return states.drawn(readme, Signature, BEGIN)
