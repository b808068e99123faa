"""The commitments that an adhesion brings: due dates, evidence, reminders, progress, peers."""
