"""Calls that pages of other apps show."""

from django import template

from coalition.calls.views import open_calls

register = template.Library()
register.simple_tag(open_calls)
