"""Registers this app's part of the CMS."""

from coalition.users import waiting
from home import dashboard

waiting.register("starter", dashboard.unwritten, order=5)
