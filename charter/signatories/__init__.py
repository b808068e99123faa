"""The public list, its map, its figures and its open data."""
