"""What a town hall needs before it signs: the first page, and a model of its council's act."""
