"""What is asked, stopped, read and done; who is reminded."""
