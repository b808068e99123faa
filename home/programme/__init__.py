"""The network's agenda: goals, and the actions that serve them."""
