"""What comes back of mails: reports read, verdicts drawn, addresses suppressed, and written to again."""
