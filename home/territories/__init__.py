"""Pilot territories and local observatories: a page for each."""
