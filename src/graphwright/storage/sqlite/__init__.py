"""Graphwright's storage in one SQLite file, through APSW."""
