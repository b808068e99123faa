"""What may happen to a dossier until it is submitted; the one way to change a state."""
