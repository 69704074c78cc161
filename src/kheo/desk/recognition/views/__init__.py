"""Decisions of recognition, and what of them the public reads."""
