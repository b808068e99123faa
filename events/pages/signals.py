"""Signals of the pages of events."""

from django.dispatch import Signal

# An editor saves the page of an event. Sent with the stored `page`, whether it is to become that `of_another` event,
# and when it `expires` (or None). Whoever must keep it raises ValidationError with a field of the form: events.desk.
event_page_changing = Signal()
