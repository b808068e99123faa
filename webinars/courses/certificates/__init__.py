"""Certificates of finished courses: a signed PDF and an Open Badge, checked by anybody."""
