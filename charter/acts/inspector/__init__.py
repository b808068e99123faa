"""Looks into one hostile file, in a process of its own: `python -m charter.acts.inspector`.

Nothing here imports Django or reads a setting, so that the process starts in a tenth of a second and knows no secret.
"""
