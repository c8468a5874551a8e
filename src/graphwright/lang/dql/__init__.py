"""DQL text → syntax tree, without a catalog.

`parse_dql` is the way in, `syntax` has the nodes; `tokenize` gives the tokens, whose ordinals are those
of `syntax.Position.token`. The parts, from the ground up: `syntax`, `lexer`, `cursor`, `values`,
`filters` and `mathematics`, `modifiers`, `selections`, `blocks`, `parser`.
"""

from graphwright.lang.dql.cursor import ParseLimits
from graphwright.lang.dql.lexer import Token, TokenKind, tokenize
from graphwright.lang.dql.parser import parse_dql

__all__ = ["ParseLimits", "Token", "TokenKind", "parse_dql", "tokenize"]
