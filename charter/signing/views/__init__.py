"""HTTP of the way to an adhesion."""
