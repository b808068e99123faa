"""The four roles of the CMS, by the names of their groups."""

COMMITTEE_EDITORS = "Committee editors"
CHARTER_REVIEWERS = "Charter reviewers"
EVENT_HOSTS = "Event hosts"
NEWSLETTER_EDITORS = "Newsletter editors"

ROLES = (COMMITTEE_EDITORS, CHARTER_REVIEWERS, EVENT_HOSTS, NEWSLETTER_EDITORS)
