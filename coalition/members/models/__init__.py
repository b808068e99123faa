"""What is stored of the network: local governments, their words, their private contacts, and the directory page."""

from .contacts import Contact
from .governments import LocalGovernment, MemberProfile
from .merges import GovernmentMerge
from .pages import MembersIndexPage

__all__ = ["Contact", "GovernmentMerge", "LocalGovernment", "MemberProfile", "MembersIndexPage"]
