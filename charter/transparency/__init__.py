"""A tree of hashes over what the charter proves, which anyone can follow."""
