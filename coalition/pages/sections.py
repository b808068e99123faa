"""The sections of the site, in the words of its navigation."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SECTIONS = (
    ("members", pgettext_lazy("navigation", "Members")),
    ("charter", pgettext_lazy("navigation", "Charter")),
    ("events", pgettext_lazy("navigation", "Events")),
    ("webinars", pgettext_lazy("navigation", "Webinars")),
    ("calendar", pgettext_lazy("navigation", "Calendar")),
    ("resources", pgettext_lazy("navigation", "Resources")),
    ("news", pgettext_lazy("navigation", "News")),
    ("newsletter", _("Newsletter")),
)

# What a bar may lead to besides: a view that is no section.
VIEWS = (("contact", pgettext_lazy("heading of a page", "Contact")),)
