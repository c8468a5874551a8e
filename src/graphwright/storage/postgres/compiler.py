"""Our SQL elements in PostgreSQL's words.

JSON is concatenated here too: `json_build_object()` ends at 50 pairs and cannot leave a key out. A long
chain of `||` is cut into parts in brackets, so that neither the server's expression stack nor the
copying of ever longer texts grows with the number of fields. Does not know: the catalog, drivers.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDialect
from sqlalchemy.sql import ColumnElement
from sqlalchemy.types import Double, String

from graphwright.errors import NotSupportedYet
from graphwright.model.values import ValueKind
from graphwright.storage.elements import (
    Concat,
    ConcatTail,
    DescendingKey,
    InList,
    JsonPart,
    JsonText,
    ListOfTexts,
    LoadedOnce,
    MissingMark,
    NotByIndex,
    Quoted,
    RowCount,
    ShapeMatches,
    SparseObject,
    Substring,
    TextWhen,
    UidList,
)

_operands_max: Final = 50
"""Operands of one chain of `||`; a longer one is a chain of chains."""

_array_types: Final = {
    ValueKind.UID: "bigint[]",
    ValueKind.INT: "bigint[]",
    ValueKind.FLOAT: "double precision[]",
    ValueKind.BOOL: "boolean[]",
    ValueKind.STRING: "text[]",
    ValueKind.DEFAULT: "text[]",
    ValueKind.DATETIME: "text[]",
    ValueKind.GEO: "text[]",
    ValueKind.PASSWORD: "text[]",
}


class Compiler(PGCompiler):
    """Adds the elements of `storage/elements.py`."""

    def visit_quoted(self, element: Quoted, **_: Any) -> str:
        return "'" + element.text.replace("'", "''") + "'"

    def visit_concat(self, element: Concat, **kw: Any) -> str:
        return _concatenated([self._as_text(part, **kw) for part in element.clauses])

    def visit_text_when(self, element: TextWhen, **kw: Any) -> str:
        condition, *parts = element.clauses
        text = _concatenated([self._as_text(part, **kw) for part in parts])
        return f"CASE WHEN {self.process(condition, **kw)} THEN {text} ELSE '' END"

    def visit_concat_tail(self, element: ConcatTail, **kw: Any) -> str:
        return f"substr({_concatenated([self._as_text(part, **kw) for part in element.clauses])}, 2)"

    def visit_sparse_object(self, element: SparseObject, **kw: Any) -> str:
        pairs = zip(element.members, element.clauses, strict=True)
        members = [member.as_sql(self._as_text(text, **kw)) for member, text in pairs]
        return f"'{{' || substr({_concatenated(members)}, 2) || '}}'"

    def _as_text(self, part: ColumnElement[Any], **kw: Any) -> str:
        text = self.process(part, **kw)
        return text if isinstance(part.type, String) else f"CAST({text} AS text)"

    def visit_json_text(self, element: JsonText, **kw: Any) -> str:
        value = self.process(element.clauses, **kw)
        match element.kind:
            case ValueKind.VECTOR:
                raise NotSupportedYet("@embedding is not supported yet on PostgreSQL")
            case ValueKind.UID:
                return f"""'"0x' || to_hex({value}) || '"'"""
            case ValueKind.INT | ValueKind.BOOL:
                return f"coalesce(CAST({value} AS text), 'null')"
            case ValueKind.GEO:  # stored as JSON
                return f"coalesce({value}, 'null')"
            case ValueKind.FLOAT if not isinstance(element.value.type, Double):
                # avg() of integers is a numeric with more digits than a float has.
                return f"coalesce(to_json(CAST({value} AS double precision))::text, 'null')"
            case _:
                return f"coalesce(to_json({value})::text, 'null')"

    def visit_missing_mark(self, _element: MissingMark, **_: Any) -> str:
        return "chr(1)"

    def visit_list_of_texts(self, element: ListOfTexts, **kw: Any) -> str:
        return f"'[' || coalesce(string_agg({self.process(element.clauses, **kw)}, ','), '') || ']'"

    def visit_not_by_index(self, element: NotByIndex, **kw: Any) -> str:
        return self.process(element.clauses, **kw)

    def visit_substring(self, element: Substring, **kw: Any) -> str:
        return f"substr({self.process(element.clauses, **kw)}, {element.start})"

    def visit_descending_key(self, element: DescendingKey, **kw: Any) -> str:
        return f"{self.process(element.clauses, **kw)} DESC NULLS LAST"

    def visit_uid_list(self, element: UidList, **kw: Any) -> str:
        return f"array_agg({self.process(element.clauses, **kw)})"

    def visit_loaded_once(self, element: LoadedOnce, **kw: Any) -> str:
        return self.process(element.clauses, **kw)

    def visit_row_count(self, element: RowCount, **kw: Any) -> str:
        return self.process(element.clauses, **kw)

    def visit_in_list(self, element: InList, **kw: Any) -> str:
        value, parameter = (self.process(clause, **kw) for clause in element.clauses)
        return f"{value} = ANY (CAST({parameter} AS {_array_types[element.kind]}))"

    def visit_json_part(self, element: JsonPart, **kw: Any) -> str:
        step = element.step if isinstance(element.step, int) else f"'{element.step}'"
        return f"CAST(CAST({self.process(element.clauses, **kw)} AS json) -> {step} AS text)"

    def visit_shape_matches(self, element: ShapeMatches, **kw: Any) -> str:
        """A function that no server has yet: `connection.py` says so when it is asked for."""
        shape, question = (self.process(clause, **kw) for clause in element.clauses)
        return f"graphwright_shape_matches({shape}, CAST({question} AS text))"

    def visit_graphwright_elements_func(self, function: Any, **kw: Any) -> str:
        return f"json_array_elements(CAST({self.process(function.clauses, **kw)} AS json))"

    def visit_graphwright_nearest_func(self, _function: Any, **_: Any) -> str:
        raise NotSupportedYet("searching for the nearest vectors is not supported yet on PostgreSQL")

    def visit_graphwright_unnest_func(self, function: Any, **kw: Any) -> str:
        return f"unnest(CAST({self.process(function.clauses, **kw)} AS {_array_types[function.kind]}))"

    def visit_table_valued_alias(self, element: Any, **kw: Any) -> str:
        """`unnest(…) AS u1(value)`: only where the table is introduced, not where it is referred to."""
        text: str = super().visit_table_valued_alias(element, **kw)  # type: ignore[no-untyped-call]
        # SQLAlchemy comes here twice for a named table: for the name, then for the function behind it.
        outer = kw.get("enclosing_alias")
        is_named = kw.get("asfrom") and (outer is None or outer.element is not element)
        return f"{text}(value)" if is_named else text


def _concatenated(parts: list[str]) -> str:
    while len(parts) > _operands_max:
        parts = [
            "(" + " || ".join(parts[start : start + _operands_max]) + ")"
            for start in range(0, len(parts), _operands_max)
        ]
    return " || ".join(parts)


class GraphwrightPostgresDialect(PGDialect):
    """SQLAlchemy's dialect for text only: statements run on psycopg, not on SQLAlchemy's driver.

    Placeholders are the server's own, `$1`: psycopg would look through every text for `%s` at every run
    (it remembers short texts only), and what is compiled here can be handed to EXPLAIN as it stands.
    """

    statement_compiler = Compiler
    supports_statement_cache = False

    def __init__(self) -> None:
        super().__init__(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
