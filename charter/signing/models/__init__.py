"""The signature, and the links that open one."""

from .links import ResumeLink
from .signature import Signature

__all__ = ["ResumeLink", "Signature"]
