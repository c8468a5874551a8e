"""IR → plan: steps of SQL and of what SQL cannot do, and the shape of the answer.

In: an IR query, the catalog, the storage's capabilities. Out: SQLAlchemy expressions, compiled once.
Does not know: which database, which language.
"""
