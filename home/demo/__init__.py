"""The demonstration: who may log in, and the content in `content/*.toml`."""

from coalition.users import roles

ADMIN_USERNAME = "admin"
DEMO_PASSWORD = "demo-coalition-2026"  # noqa: S105  # nosec: printed on purpose, for the demonstration only

ACCOUNTS = {
    "editor": roles.COMMITTEE_EDITORS,
    "reviewer": roles.CHARTER_REVIEWERS,
    "reviewer2": roles.CHARTER_REVIEWERS,
    "host": roles.EVENT_HOSTS,
    "newsletter": roles.NEWSLETTER_EDITORS,
    "privacy": roles.DATA_PROTECTION,
    "juror": roles.JURY,
    "juror2": roles.JURY,
    "juror3": roles.JURY,
}
