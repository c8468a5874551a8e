"""Much data at once: columns → rows, and what follows from them, in transactions of the caller's.

Beside `writing/`, which applies the change set of one mutation. Does not know: files, batches, when to commit.
"""
