"""What this app adds to the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from coalition.figures.grid import services as grid
from coalition.figures.releasing import services

from .viewsets import FiguresGroup

register_snippet(FiguresGroup)


@hooks.register("register_log_actions")
def name_what_editors_do(actions: Any) -> None:
    """Let the site history say who published figures, and who typed some."""
    actions.register_action(grid.TYPED, _("Enter figures"), _("Entered figures of this indicator"))
    actions.register_action(services.RELEASED, _("Publish figures"), _("Published the figures of this indicator"))
