"""A module of a course kept on the device of who learns, where they ask for it."""
