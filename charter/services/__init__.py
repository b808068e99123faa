"""What may happen: the only writers of the charter outside Wagtail's editor."""

from .certificates import issue_due, reissue
from .commitments import AlreadyDecided, accept_evidence, record_evidence, refuse_evidence, reschedule
from .counters import compact as compact_counters
from .counters import rebuild as rebuild_counters
from .dossiers import (
    AlreadyOpen,
    DossierClosed,
    Incomplete,
    NothingToSign,
    TextChanged,
    announce_act,
    choose_government,
    confirm,
    propose_government,
    resume,
    send_code,
    set_act,
    set_signatory,
    start,
)
from .heads import publish_head
from .readhesion import InvitationOver, NotCurrent, invite, start_readhesion
from .reminders import remind_due
from .reviews import NeedsAct, SamePerson, check_authority, publish_adhesion, reject, request_changes
from .saved_filters import forget_filter, save_filter
from .status import Act, NotYours, hold, lapse, ratify, reinstate, withdraw
from .trusted_time import stamp_due
from .versions import AlreadyPublished, MissingLanguages, publish, write_text

__all__ = [
    "Act",
    "AlreadyDecided",
    "AlreadyOpen",
    "AlreadyPublished",
    "DossierClosed",
    "Incomplete",
    "InvitationOver",
    "MissingLanguages",
    "NeedsAct",
    "NotCurrent",
    "NotYours",
    "NothingToSign",
    "SamePerson",
    "TextChanged",
    "accept_evidence",
    "announce_act",
    "check_authority",
    "choose_government",
    "compact_counters",
    "confirm",
    "forget_filter",
    "hold",
    "invite",
    "issue_due",
    "lapse",
    "propose_government",
    "publish",
    "publish_adhesion",
    "publish_head",
    "ratify",
    "rebuild_counters",
    "record_evidence",
    "refuse_evidence",
    "reinstate",
    "reissue",
    "reject",
    "remind_due",
    "request_changes",
    "reschedule",
    "resume",
    "save_filter",
    "send_code",
    "set_act",
    "set_signatory",
    "stamp_due",
    "start",
    "start_readhesion",
    "withdraw",
    "write_text",
]
