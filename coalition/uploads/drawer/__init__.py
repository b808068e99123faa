"""Draws one page of one hostile file, in a process of its own: `python -m coalition.uploads.drawer PAGE`.

Nothing here knows of Django, and nothing that a file holds is written to disk, opened or fetched.
"""
