"""The picture of the signature's states, made from the transitions themselves."""

from pathlib import Path

from charter.signing.models import Signature

README = Path(__file__).parent / "README.md"
BEGIN = "<!-- The picture below is written by `manage.py draw_states`. -->\n```mermaid\n"
END = "```\n"


def picture() -> str:
    """Return the state machine as a Mermaid diagram: every transition once, in the order of the states."""
    order = list(Signature.State.values)
    transitions = Signature._meta.get_field("state").get_all_transitions(Signature)
    edges = sorted({(order.index(str(one.source)), order.index(str(one.target)), one.name) for one in transitions})
    lines = [f"    {order[source]} --> {order[target]} : {name}" for source, target, name in edges]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {order[0]}", *lines]) + "\n"


def drawn(readme: str) -> str:
    """Return `readme` with the picture of today between its marks. Raises ValueError without marks."""
    start = readme.index(BEGIN) + len(BEGIN)
    end = readme.index(END, start)
    return readme[:start] + picture() + readme[end:]
