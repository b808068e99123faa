"""The chain of entries, its heads and its trusted time."""
