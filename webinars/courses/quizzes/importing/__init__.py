"""The import of questions from a sheet."""
