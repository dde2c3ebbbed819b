"""The database: schema, one writer, readers, and the proof that its invariants hold."""
