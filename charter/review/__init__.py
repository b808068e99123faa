"""What reviewers and town halls decide: authority, publication, status, requests, succession, merges."""
