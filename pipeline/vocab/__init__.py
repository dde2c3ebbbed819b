"""Vocabularies and rules as package data (`*.toml` in this folder) and the loader that validates them."""

from pipeline.vocab.loader import load_table

__all__ = ["load_table"]
