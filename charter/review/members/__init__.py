"""The members of an association: each is asked by mail, answers behind a secret link, and counts once it was read."""
