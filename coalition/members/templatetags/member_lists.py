"""Lists of members that texts show."""

from django import template

from coalition.members.directory import listed

register = template.Library()
register.simple_tag(listed, name="listed_members")
