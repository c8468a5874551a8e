"""DQL syntax + catalog → IR.

The way in is `documents.bind_query`; from the ground up: `refusals`, `binding`, `values`, `variables`,
`conditions`, `arguments`, `selections`, `documents`. Every query of this version is one block; what else
the parser knows is refused with `NotSupportedYet` where it stands. Does not know: SQL, GraphQL.
"""
