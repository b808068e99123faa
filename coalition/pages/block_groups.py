"""Under which headings the editor's list of blocks is divided."""

from django.utils.translation import gettext_lazy as _

TEXT = _("Text")
MEDIA = _("Pictures and files")
ACT = _("Actions and links")
ROWS = _("Figures and lists")
