"""DQL syntax + catalog → IR.

The way in is `documents.bind_query`; from the ground up: `refusals`, `binding`, `values`, `variables`,
`conditions`, `arguments`, `selections`, `recursing` and `paths`, `documents`. What the parser knows and nobody binds
yet is refused with `NotSupportedYet` where it stands. Does not know: SQL, GraphQL.
"""
