"""The admin API: a small GraphQL schema of its own, one file per operation.

In: GraphQL requests on `/admin`, texts of schemas. Out: answers as bytes. `operations.py` lists what there
is. Does not know: HTTP, storage, who may ask (the server lets nobody else in).
"""
