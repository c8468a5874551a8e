"""Change sets → rows: everything that a commit touches, in one transaction of the caller's.

Does not know: mutations, languages, when to commit.
"""
