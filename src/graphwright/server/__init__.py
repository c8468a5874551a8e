"""HTTP in front of `Database`: thin adapters, one file per endpoint and per middleware.

In: ASGI messages, listening sockets. Out: answers and their status. `application.py` lists the
endpoints; `processes.py` starts the workers. Does not know: SQL, schema rules, what a query means.
"""
