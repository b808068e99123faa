"""HTTP of the charter: what everyone may read, and the way to an adhesion."""
