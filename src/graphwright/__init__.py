"""Graphwright: GraphQL types in, a complete database API out."""
