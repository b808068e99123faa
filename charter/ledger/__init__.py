"""The chain of entries, and its trusted time."""
