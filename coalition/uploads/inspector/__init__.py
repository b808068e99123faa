"""Looks into one hostile file, in a process of its own: `python -m coalition.uploads.inspector`.

Nothing here imports Django or reads a setting, so that the process starts in a tenth of a second and knows no secret.
"""
