"""Requests of persons: what is held about them, given once or erased (GDPR articles 12, 15 and 17;
decision 0020-forgotten-and-still-counted)."""
