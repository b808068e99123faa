"""What is stored of the network: local governments, their words, their public offices, their private contacts."""

from .contacts import Contact
from .governments import LocalGovernment, MemberProfile
from .merges import GovernmentMerge
from .offices import Office

__all__ = ["Contact", "GovernmentMerge", "LocalGovernment", "MemberProfile", "Office"]
