"""Signals of pages."""

from django.dispatch import Signal

# Pages whose time is over go away after this. Sent with `now`; whoever must keep one puts its expiry off: events.desk.
pages_expiring = Signal()
