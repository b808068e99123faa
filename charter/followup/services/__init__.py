"""What may happen to commitments."""
