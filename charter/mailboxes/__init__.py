"""What a mailbox tells: domains that look like another one, and providers that anybody gets an address from."""
