"""A proposal, from the first word that an association types until it is sent or withdrawn."""
