"""What the network asked of a signatory and has had no answer to."""
