"""Schema text → the API that it declares, and that API as a GraphQL schema.

In: SDL text. Out: `model.api.ApiSchema` (`compile.compile_schema`), the generated `graphql.GraphQLSchema`
(`generate.generate_api`) and its text (`printing.print_generated`), the difference of two schemas
(`difference.describe_difference`). All of it is pure.
Does not know: stores, SQL, requests; what `@auth` rules mean (`auth/` compiles their text).
"""
