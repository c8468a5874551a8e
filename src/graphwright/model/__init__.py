"""What exists: value kinds, predicates, node types, the GraphQL types over them, callers, change sets.

In: nothing but `errors` and `limits`. Out: frozen values that every other room speaks in.
Does not know: GraphQL or DQL syntax, SQL, HTTP.
"""
