"""What may happen: the only writers of the charter outside Wagtail's editor."""

from .dossiers import (
    AlreadyOpen,
    DossierClosed,
    Incomplete,
    NothingToSign,
    TextChanged,
    choose_government,
    confirm,
    propose_government,
    resume,
    send_code,
    set_act,
    set_signatory,
    start,
)
from .reviews import accept, reject, request_changes
from .versions import AlreadyPublished, MissingLanguages, publish, write_text

__all__ = [
    "AlreadyOpen",
    "AlreadyPublished",
    "DossierClosed",
    "Incomplete",
    "MissingLanguages",
    "NothingToSign",
    "TextChanged",
    "accept",
    "choose_government",
    "confirm",
    "propose_government",
    "publish",
    "reject",
    "request_changes",
    "resume",
    "send_code",
    "set_act",
    "set_signatory",
    "start",
    "write_text",
]
