"""What reviewers decide on their page: authority, publication, refusal, and public words that go. Two people for each."""
