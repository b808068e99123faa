"""The commitments that a signature brings: due dates, evidence, reminders, progress, peers."""
