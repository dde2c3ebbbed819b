"""One finder a claim type."""
