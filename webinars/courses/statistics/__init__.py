"""How many people follow a course, and where they stop: counts that give nobody away."""
