"""Who may do what with questions."""

from typing import Any


def may_import(user: Any) -> bool:
    """Say whether `user` may import questions: an import both adds and changes."""
    return bool(user.has_perms(["webinars.add_quizquestion", "webinars.change_quizquestion"]))
