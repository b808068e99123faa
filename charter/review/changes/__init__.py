"""What a town hall asks of its published signature by a mailed link, and the days in which it can be stopped."""
