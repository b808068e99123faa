"""The review page in the CMS, its decisions, and the invitation to a newer version."""
