"""Index kinds: one file per kind, one visible list in `kinds.py`.

Out: what each value of `@search(by:)` means: its tokens, the operators it serves, and which of the
four structures storage builds for it. Does not know: SQL, GraphQL types, the catalog.
"""
