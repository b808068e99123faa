"""HTTP of the way to a signature."""
