"""Transactions of DQL that stay open over several requests, the same on every database.

`service` is what the rest of the engine asks. A transaction (`open.py`) is a snapshot of the store and what it wrote so
far, bound but not applied; `views.py` reads what it sees, `writing.py` adds to what it writes, `committing.py` checks
for conflicts (`conflicts.py`) and applies. `members.py` finds the process that has a transaction, `passing.py` hands
it a step.
"""
