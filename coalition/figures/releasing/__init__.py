"""What is published of the figures: reckoned, audited, looked at, and never changed."""
