"""The parts of the generated GraphQL schema, one file each; `schema.generate` puts them together.

In: `ApiSchema`. Out: graphql-core types. Does not know: requests, stores.
"""
