"""The chain of entries, its daily fingerprints and its trusted time."""
