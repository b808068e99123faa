"""A course to take along: one signed file of plain pages, for places without a network."""
