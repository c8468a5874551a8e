"""gRPC: the service `api.Dgraph`, as Dgraph's clients know it, beside HTTP. Imported only by who serves it."""
