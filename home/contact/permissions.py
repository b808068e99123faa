"""Who may answer what people wrote."""

from typing import Any


def may_answer(user: Any) -> bool:
    """Say whether `user` may note that a message is answered."""
    return bool(user.has_perm("home.answer_contactmessage"))
