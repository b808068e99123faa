"""What each reviewer is told of, and chooses for themselves."""
