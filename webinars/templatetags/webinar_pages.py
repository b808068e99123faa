"""What stands on the page of webinars beside them."""

from django import template

from webinars.courses.pages import courses_beside

register = template.Library()
register.simple_tag(courses_beside)
