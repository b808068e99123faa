"""What reviewers decide on their page: authority, publication, refusal, public words that go. Two people for each."""
