"""Text → syntax: GraphQL (graphql-core with our limits), DQL, RDF and JSON data.

Out: syntax trees with positions. Does not know: the catalog, meanings.
"""
