"""What shows that nothing was changed: the chain, the rows and the texts, checked anew."""
