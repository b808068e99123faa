"""The way of a signature from the first word typed to its submission."""
