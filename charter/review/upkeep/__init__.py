"""An open signature that nobody touches: its reminders, and when it goes."""
