"""Decisions of recognition, their lists, revocations, and what is published of them."""
