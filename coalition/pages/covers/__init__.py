"""A picture for every event, member, resource and edition: a weave of its own."""
