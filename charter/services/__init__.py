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
from .groups import NotAGroup, add_members, remove_member
from .heads import publish_head
from .merging import BothAdhere, BothUnderReview, merge_governments
from .readhesion import InvitationOver, NotCurrent, invite, start_readhesion
from .reminders import remind_due
from .reports import (
    ReportClosed,
    ReportUnfinished,
    accept_report,
    ask_report_again,
    invite_all,
    save_answers,
    send_link_again,
    submit_report,
)
from .requests import (
    NoLongerPossible,
    ask_act_again,
    confirm_request,
    mail_code,
    mail_link,
    possible_actions,
    prepare,
    revoke_links,
)
from .reviews import NeedsAct, SamePerson, check_authority, publish_adhesion, reject, request_changes
from .saved_filters import forget_filter, save_filter
from .status import Act, NotYours, hold, lapse, ratify, reinstate, withdraw
from .succession import invite_successors, name_successor
from .trusted_time import stamp_due
from .upkeep import invite_colleague, remind_of_acts, remind_untouched
from .versions import AlreadyPublished, MissingLanguages, publish, write_text

__all__ = [
    "Act",
    "AlreadyDecided",
    "AlreadyOpen",
    "AlreadyPublished",
    "BothAdhere",
    "BothUnderReview",
    "DossierClosed",
    "Incomplete",
    "InvitationOver",
    "MissingLanguages",
    "NeedsAct",
    "NoLongerPossible",
    "NotAGroup",
    "NotCurrent",
    "NotYours",
    "NothingToSign",
    "ReportClosed",
    "ReportUnfinished",
    "SamePerson",
    "TextChanged",
    "accept_evidence",
    "accept_report",
    "add_members",
    "announce_act",
    "ask_act_again",
    "ask_report_again",
    "check_authority",
    "choose_government",
    "compact_counters",
    "confirm",
    "confirm_request",
    "forget_filter",
    "hold",
    "invite",
    "invite_all",
    "invite_colleague",
    "invite_successors",
    "issue_due",
    "lapse",
    "mail_code",
    "mail_link",
    "merge_governments",
    "name_successor",
    "possible_actions",
    "prepare",
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
    "remind_of_acts",
    "remind_untouched",
    "remove_member",
    "request_changes",
    "reschedule",
    "resume",
    "revoke_links",
    "save_answers",
    "save_filter",
    "send_code",
    "send_link_again",
    "set_act",
    "set_signatory",
    "stamp_due",
    "start",
    "start_readhesion",
    "submit_report",
    "withdraw",
    "write_text",
]
