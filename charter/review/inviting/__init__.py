"""Inviting those who signed an older version to a newer one."""
