"""The charter's place in the CMS."""

from wagtail import hooks

from charter import commitment_viewsets, dashboard, report_viewsets
from charter.viewsets import CharterGroup


@hooks.register("register_admin_viewset")
def register_charter() -> CharterGroup:
    """Add the charter's menu with its queue and versions."""
    return CharterGroup()


dashboard.register("charter", dashboard.dossiers, order=10)
dashboard.register("commitments", commitment_viewsets.waiting, order=50)
dashboard.register("reports", report_viewsets.waiting, order=60)
hooks.register("construct_homepage_panels", dashboard.add_panel)
