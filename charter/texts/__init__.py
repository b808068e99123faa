"""The versions of the charter, and their texts in every language."""
