"""What is stored of the library: facts of a resource once, its words in a page per language; and initiatives."""

from .pages import InitiativePage, ResourcePage
from .resources import Resource
from .themes import Theme

__all__ = ["InitiativePage", "Resource", "ResourcePage", "Theme"]
