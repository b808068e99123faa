"""The figures of a place as a grid that is filled in."""
