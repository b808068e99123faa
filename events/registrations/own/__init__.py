"""One's own registration, by the link that only one's own mailbox got."""
