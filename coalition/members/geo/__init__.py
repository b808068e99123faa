"""Geography of the world map: projection and land."""
