"""Who may answer what people wrote."""

from typing import Any


def may_answer(user: Any) -> bool:
    return bool(user.has_perm("home.answer_contactmessage"))
