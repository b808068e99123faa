"""What the log and the certificates wait for, on the first page of the CMS of who publishes versions of the charter."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from charter.texts import permissions
from charter.transparency import services as transparency
from coalition.certificates import signing_key
from coalition.users.waiting import Waiting


def log(user: Any) -> list[Waiting]:
    if not permissions.may_publish(user):
        return []
    stopped = bool(transparency.why_stopped())
    label = _("The log of the charter is not signed any more: tell the operator")
    return [Waiting(label, stopped, reverse("charter:ledger"))]


def signing_certificate(user: Any) -> list[Waiting]:
    """Return that nothing can be signed soon, or now, for want of a valid signing certificate."""
    if not permissions.may_publish(user):
        return []
    try:
        until = signing_key.runs_out()
    except signing_key.BadIdentity:
        return [Waiting(_("No certificate can be issued: tell the operator"), 1, "")]
    label = _("The signing certificate runs out, and then certificates wait: tell the operator")
    return [Waiting(label, int(until is not None), "", until=until and until.date())]
