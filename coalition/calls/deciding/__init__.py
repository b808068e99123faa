"""An editor decides on a proposal, the association is told, and what is accepted becomes a page."""
