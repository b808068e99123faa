"""Lists of news that texts show."""

from django import template

from coalition.news.models import listed

register = template.Library()
register.simple_tag(listed, name="listed_news")
