"""The way by which a town hall writes to a peer and is answered, without an address told."""
