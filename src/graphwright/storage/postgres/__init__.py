"""Graphwright's storage in one schema of a PostgreSQL database, through psycopg 3."""
