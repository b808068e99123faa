"""What a process gives up, for ever, before it reads a hostile file: files, network, other processes, its user.

Nothing here knows of Django or of files that are read, and nothing is imported but what Python brings.
"""
