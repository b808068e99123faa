"""Readers judge proposals, each alone: who reads what, marks, and who may see whose."""
