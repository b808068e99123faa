"""What is stored of the library: facts of a resource once, its words in a page per language; and initiatives."""

from .downloads import DocumentVersion, Download
from .files import ResourceFile
from .pages import InitiativePage, ResourcePage
from .resources import Resource
from .texts import DocumentText
from .themes import Theme

__all__ = [
    "DocumentText",
    "DocumentVersion",
    "Download",
    "InitiativePage",
    "Resource",
    "ResourceFile",
    "ResourcePage",
    "Theme",
]
