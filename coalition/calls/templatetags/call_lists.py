"""Calls that pages of other apps show."""

from django import template

from coalition.calls.addresses import open_calls

register = template.Library()
register.simple_tag(open_calls)
