"""What the gate looks at: one subject a file, each a function from an edition in one language to its findings."""
