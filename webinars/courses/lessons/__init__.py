"""What is taught: courses, modules, lessons, and their pages in each language."""
