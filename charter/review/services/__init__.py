"""What reviewers, town halls and deadlines may do with a signature."""
