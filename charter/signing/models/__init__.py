"""The signature, the members of an association's, and the links that open one."""

from .groups import GroupMember, MemberLink
from .links import ResumeLink
from .signature import Signature

__all__ = ["GroupMember", "MemberLink", "ResumeLink", "Signature"]
