"""The pages of a door: those of the CMS around it, the door itself, and what its devices send."""
