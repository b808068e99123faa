"""The queue of signatures in the CMS."""
