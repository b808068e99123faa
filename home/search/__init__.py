"""Search over the whole site, in one language at a time."""
