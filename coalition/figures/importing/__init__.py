"""The import of figures from a sheet."""
