"""HTTP behind the links that are mailed to town halls and to who can stop a change."""
