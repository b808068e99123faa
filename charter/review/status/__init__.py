"""What happens to a published signature, whoever decides it."""
