"""Stored rows as files that people take away: the same rows give the same bytes."""
