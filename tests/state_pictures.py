"""The pictures of state machines in the READMEs, made from the transitions themselves."""

from typing import Any

from coalition.state_machines import StatefulModel


def picture(model: type[StatefulModel]) -> str:
    """Return the state machine of `model` as a Mermaid block: every transition once, in the order of the states."""
    of_any: Any = model
    field = of_any._meta.get_field("state")
    order = [value for value, _label in field.choices]
    edges = sorted(
        (order.index(str(one.source)), order.index(str(one.target)), one.name)
        for one in field.get_all_transitions(model)
    )
    lines = [f"    {order[source]} --> {order[target]} : {name}" for source, target, name in dict.fromkeys(edges)]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {order[0]}", *lines, "```"]) + "\n"
