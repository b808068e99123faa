"""The way of a dossier from the first word typed to its submission."""
