"""A picture for every event, member, resource and edition: each has its own weave."""
