"""Document -> claims: no database and no network in sight."""
