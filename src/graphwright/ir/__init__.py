"""The one meaning of a request, for GraphQL and DQL alike.

In: nothing but `model`. Out: frozen nodes, a visitor/rebuilder, invariants and a stable text dump.
Does not know: either language's syntax, SQL.
"""
