"""GraphQL documents → IR. Does not know: SQL, HTTP, DQL."""
