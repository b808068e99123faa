"""What is stored of the network: local governments, their words, their private contacts."""

from .contacts import Contact
from .governments import LocalGovernment, MemberProfile
from .merges import GovernmentMerge

__all__ = ["Contact", "GovernmentMerge", "LocalGovernment", "MemberProfile"]
