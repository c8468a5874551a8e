"""Where data lives: one small interface, one folder per database behind it.

In: the catalog, SQLAlchemy expressions, change sets. Out: compiled SQL, rows, commits.
Does not know: the IR, GraphQL, DQL. Nobody outside this room names a database.
"""
