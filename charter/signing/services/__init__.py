"""What may happen to a signature until it is submitted; the one way to change a state."""
