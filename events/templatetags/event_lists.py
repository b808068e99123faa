"""Lists of events that texts and pages of other apps show."""

from django import template

from events.pages.event_list import listed, trainings

register = template.Library()
register.simple_tag(listed, name="listed_events")
register.simple_tag(trainings)
