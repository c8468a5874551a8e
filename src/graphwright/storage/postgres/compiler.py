"""Our SQL elements in PostgreSQL's words.

JSON is concatenated here too: `json_build_object()` ends at 50 pairs and cannot leave a key out. A long
chain of `||` is cut into parts in brackets, so that neither the server's expression stack nor the
copying of ever longer texts grows with the number of fields. Does not know: the catalog, drivers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDDLCompiler, PGDialect
from sqlalchemy.sql import ColumnElement, operators
from sqlalchemy.types import Double, String

from graphwright.errors import NotSupportedYet
from graphwright.model.cursors import check_bytes
from graphwright.model.values import ValueKind
from graphwright.search.language_order import language_places
from graphwright.storage.bigfloat_elements import BigFloatFunction, BigFloatKey, BigFloatMath, BigFloatOf, BigFloatTotal
from graphwright.storage.elements import (
    Collated,
    Concat,
    ConcatTail,
    CursorText,
    DescendingKey,
    Holds,
    IndexKey,
    InList,
    JoinedTexts,
    JsonPart,
    JsonText,
    LanguagePlace,
    ListOfTexts,
    LoadedOnce,
    MayHold,
    MissingMark,
    NearByCell,
    NotByIndex,
    Quoted,
    RowCount,
    ShapeMatches,
    SparseObject,
    Substring,
    TextWhen,
    Trail,
    TrailHolds,
    UidList,
)
from graphwright.storage.export_elements import HexUid
from graphwright.storage.facet_elements import (
    FacetByPlace,
    FacetKey,
    FacetMembers,
    FacetNumber,
    FacetPasses,
    FacetsByPlace,
    FacetText,
)
from graphwright.storage.group_elements import ExactNumber, ExactSum, ExactText, PeriodOf, PeriodText
from graphwright.storage.math_elements import BoundedMath
from graphwright.storage.postgres import long_texts
from graphwright.storage.postgres.bigfloats import (
    bigfloat_function,
    bigfloat_key,
    bigfloat_math,
    bigfloat_of,
    bigfloat_total,
)
from graphwright.storage.postgres.facets import (
    facet_by_place,
    facet_key,
    facet_members,
    facet_number,
    facet_test,
    facet_text,
    facets_by_place,
)
from graphwright.storage.postgres.mathematics import bounded_math
from graphwright.storage.postgres.periods import period_of, period_text
from graphwright.storage.postgres.pgvector import vector_distance, vector_key, vector_numbers
from graphwright.storage.postgres.vectors import vector_dot, vector_math, vector_text
from graphwright.storage.relation_elements import RelationLookup, VectorDot, VectorMath
from graphwright.storage.vector_elements import VectorDistance, VectorKey, VectorNumbers

_operands_max: Final = 50
"""Operands of one chain of `||`; a longer one is a chain of chains."""

_nulls: Final[Mapping[Any, str]] = {operators.nulls_last_op: "NULLS LAST", operators.nulls_first_op: "NULLS FIRST"}

_array_types: Final = {
    ValueKind.UID: "bigint[]",
    ValueKind.INT: "bigint[]",
    ValueKind.FLOAT: "double precision[]",
    ValueKind.BOOL: "boolean[]",
    ValueKind.STRING: "text[]",
    ValueKind.DEFAULT: "text[]",
    ValueKind.DATETIME: "text[]",
    ValueKind.GEO: "text[]",
    ValueKind.BIGFLOAT: "text[]",
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

    def visit_relation_lookup(self, element: RelationLookup, **kw: Any) -> str:
        _, mapped, uid = element.clauses
        value = f"({self.process(mapped, **kw)} ->> CAST({self.process(uid, **kw)} AS text))"
        if isinstance(element.type, String):
            return f'{value} COLLATE "C"'
        return f"CAST({value} AS {self.dialect.type_compiler_instance.process(element.type)})"

    def visit_facet_text(self, element: FacetText, **kw: Any) -> str:
        return facet_text(self.process(element.clauses, **kw), element.name)

    def visit_facet_members(self, element: FacetMembers, **kw: Any) -> str:
        return facet_members(self.process(element.clauses, **kw), element.prefix)

    def visit_facet_by_place(self, element: FacetByPlace, **kw: Any) -> str:
        return facet_by_place(self.process(element.rows, **kw | {"asfrom": True}), element.name)

    def visit_facets_by_place(self, element: FacetsByPlace, **kw: Any) -> str:
        return facets_by_place(self.process(element.rows, **kw | {"asfrom": True}), element.prefix)

    def visit_facet_key(self, element: FacetKey, **kw: Any) -> str:
        return facet_key(self.process(element.clauses, **kw), element.name)

    def visit_facet_number(self, element: FacetNumber, **kw: Any) -> str:
        return facet_number(self.process(element.clauses, **kw), element.name)

    def visit_facet_passes(self, element: FacetPasses, **kw: Any) -> str:
        facets, asked = (self.process(part, **kw) for part in element.clauses)
        return facet_test(facets, element.name, element.operator, asked)

    def visit_bounded_math(self, element: BoundedMath, **kw: Any) -> str:
        left, right = (self.process(part, **kw) for part in element.clauses)
        return bounded_math(element.operator, left, right, is_whole=element.is_whole)

    def visit_bigfloat_of(self, element: BigFloatOf, **kw: Any) -> str:
        return bigfloat_of(self.process(element.clauses, **kw))

    def visit_bigfloat_key(self, element: BigFloatKey, **kw: Any) -> str:
        return bigfloat_key(self.process(element.clauses, **kw))

    def visit_bigfloat_math(self, element: BigFloatMath, **kw: Any) -> str:
        left, right = (self.process(part, **kw) for part in element.clauses)
        return bigfloat_math(element.operator, left, right)

    def visit_bigfloat_function(self, element: BigFloatFunction, **kw: Any) -> str:
        return bigfloat_function(element.function, self.process(element.clauses, **kw))

    def visit_bigfloat_total(self, element: BigFloatTotal, **kw: Any) -> str:
        return bigfloat_total(element.function, self.process(element.clauses, **kw))

    def visit_vector_dot(self, element: VectorDot, **kw: Any) -> str:
        left, right = (self.process(part, **kw) for part in element.clauses)
        return vector_dot(left, right)

    def visit_vector_math(self, element: VectorMath, **kw: Any) -> str:
        left, right = (self.process(part, **kw) for part in element.clauses)
        return vector_math(element.operator, left, right)

    def visit_vector_distance(self, element: VectorDistance, **kw: Any) -> str:
        stored, asked = (self.process(part, **kw) for part in element.clauses)
        return vector_distance(element, stored, asked)

    def visit_vector_key(self, element: VectorKey, **kw: Any) -> str:
        return vector_key(element, self.process(element.clauses, **kw))

    def visit_vector_numbers(self, element: VectorNumbers, **kw: Any) -> str:
        return vector_numbers(self.process(element.clauses, **kw), element.numbers)

    def visit_concat_tail(self, element: ConcatTail, **kw: Any) -> str:
        return f"substr({_concatenated([self._as_text(part, **kw) for part in element.clauses])}, 2)"

    def visit_sparse_object(self, element: SparseObject, **kw: Any) -> str:
        pairs = zip(element.members, element.clauses, strict=True)
        members = [member.as_sql(self._as_text(text, **kw)) for member, text in pairs]
        return f"'{{' || substr({_concatenated(members)}, 2) || '}}'"

    def _as_text(self, part: ColumnElement[Any], **kw: Any) -> str:
        text = self.process(part, **kw)
        return text if isinstance(part.type, String) else f"CAST({text} AS text)"

    def visit_cursor_text(self, element: CursorText, **kw: Any) -> str:
        parts = [f"coalesce(to_json({self.process(part, **kw)})::text, 'null')" for part in element.clauses]
        payload = f"""'["{element.mark}",' || {" || ',' || ".join(parts)} || ']'"""
        check = f"decode(left(md5({payload}), {2 * check_bytes}), 'hex')"
        # Base64 comes in lines, with `=` at the end; what stands for nothing in the second list is left out.
        return f"translate(encode({check} || convert_to({payload}, 'UTF8'), 'base64'), '+/=' || chr(10), '-_')"

    def visit_json_text(self, element: JsonText, **kw: Any) -> str:
        value = self.process(element.clauses.clauses[0], **kw)
        text = self._json_text(element, value)
        return f"CASE WHEN ({value} IS NULL) THEN chr(1) ELSE {text} END" if element.is_required else text

    def _json_text(self, element: JsonText, value: str) -> str:
        match element.kind:
            case ValueKind.VECTOR:
                return vector_text(value)
            case ValueKind.UID:
                return f"""'"0x' || to_hex({value}) || '"'"""
            case ValueKind.INT | ValueKind.BOOL:
                return f"coalesce(CAST({value} AS text), 'null')"
            case ValueKind.GEO | ValueKind.BIGFLOAT:  # stored as JSON
                return f"coalesce({value}, 'null')"
            case ValueKind.FLOAT if not isinstance(element.value.type, Double):
                # avg() of integers is a numeric with more digits than a float has.
                return f"coalesce(to_json(CAST({value} AS double precision))::text, 'null')"
            case _:
                return f"coalesce(to_json({value})::text, 'null')"

    def visit_hex_uid(self, element: HexUid, **kw: Any) -> str:
        return f"('0x' || to_hex({self.process(element.clauses, **kw)}))"

    def visit_missing_mark(self, _element: MissingMark, **_: Any) -> str:
        return "chr(1)"

    def visit_list_of_texts(self, element: ListOfTexts, **kw: Any) -> str:
        return f"'[' || coalesce(string_agg({self.process(element.clauses, **kw)}, ','), '') || ']'"

    def visit_joined_texts(self, element: JoinedTexts, **kw: Any) -> str:
        return f"string_agg({self.process(element.clauses, **kw)}, '')"

    def visit_collated(self, element: Collated, **kw: Any) -> str:
        """By the server's ICU library, where it has one; else the texts' own order is what there is."""
        text, language = self.process(element.clauses, **kw), element.language
        known = cast("GraphwrightPostgresDialect", self.dialect).collations
        for tag in (language, language.partition("-")[0], "und"):
            name = f"{tag}-x-icu"
            if name in known:
                return f'({text}) COLLATE "{name}"'
        return text

    def visit_may_hold(self, element: MayHold, **kw: Any) -> str:
        text, *parts = (self.process(clause, **kw) for clause in element.clauses)
        held = " OR ".join(f"strpos(lower({text}), CAST({part} AS text)) > 0" for part in parts)
        return f"(octet_length({text}) <> length({text}) OR {held})"

    def visit_holds_text(self, element: Holds, **kw: Any) -> str:
        text, part = (self.process(clause, **kw) for clause in element.clauses)
        return f"(strpos({text}, CAST({part} AS text)) > 0)"

    def visit_near_by_cell(self, element: NearByCell, **_kw: Any) -> str:
        raise AssertionError(f"{element.name} is asked only where shapes can be tested by a call")

    def visit_language_place(self, element: LanguagePlace, **kw: Any) -> str:
        tag = self.process(element.clauses, **kw)
        return f"nullif(strpos('{language_places()}', ',' || {tag} || ','), 0)"

    def visit_trail(self, element: Trail, **kw: Any) -> str:
        *before, number = (self.process(part, **kw) for part in element.clauses)
        return f"({before[0]} || {number})" if before else f"ARRAY[{number}]"

    def visit_trail_holds(self, element: TrailHolds, **kw: Any) -> str:
        trail, number = (self.process(part, **kw) for part in element.clauses)
        return f"({number} = ANY ({trail}))"

    def visit_not_by_index(self, element: NotByIndex, **kw: Any) -> str:
        return self.process(element.clauses, **kw)

    def visit_substring(self, element: Substring, **kw: Any) -> str:
        return f"substr({self.process(element.clauses, **kw)}, {element.start})"

    def visit_index_key(self, element: IndexKey, **kw: Any) -> str:
        [column] = element.clauses
        text = self.process(column, **kw)
        return long_texts.beginning(text) if long_texts.is_by_prefix(column) else text

    def visit_descending_key(self, element: DescendingKey, **kw: Any) -> str:
        [column] = element.clauses
        return f"{self.process(IndexKey(column), **kw)} DESC NULLS LAST"

    def visit_binary(self, binary: Any, *args: Any, **kw: Any) -> str:
        """Comparisons of columns whose indexes do not hold whole texts say so."""
        plain: str = super().visit_binary(binary, *args, **kw)  # type: ignore[no-untyped-call]
        return long_texts.lower_comparison(binary, lambda operand: self.process(operand, **kw), plain) or plain

    def visit_unary(self, unary: Any, *args: Any, **kw: Any) -> str:
        """An order by such a column is one by the beginnings first."""
        inner = unary.element
        nulls = _nulls.get(unary.modifier)
        if nulls is not None and long_texts.is_by_prefix(getattr(inner, "element", None)):
            column = self.process(inner.element, **kw)
            direction = "DESC" if inner.modifier is operators.desc_op else "ASC"
            return ", ".join(f"{each} {direction} {nulls}" for each in (long_texts.beginning(column), column))
        text: str = super().visit_unary(unary, *args, **kw)  # type: ignore[no-untyped-call]
        return text

    def visit_uid_list(self, element: UidList, **kw: Any) -> str:
        return f"array_agg({self.process(element.clauses, **kw)})"

    def visit_loaded_once(self, element: LoadedOnce, **kw: Any) -> str:
        return self.process(element.clauses, **kw)

    def visit_row_count(self, element: RowCount, **kw: Any) -> str:
        return self.process(element.clauses, **kw)

    def visit_select(self, select_stmt: Any, *args: Any, **kw: Any) -> str:
        """A bound in sight of the planner, inside; what was asked for outside."""
        text: str = super().visit_select(select_stmt, *args, **kw)  # type: ignore[no-untyped-call]
        if _rows_at_most(select_stmt) is None:
            return text
        asked: str = super().limit_clause(select_stmt, **kw)  # type: ignore[no-untyped-call]
        return f"SELECT * FROM ({text}) AS bounded{asked}"  # noqa: S608 - both parts are compiled

    def limit_clause(self, select: Any, **kw: Any) -> str:
        bound = _rows_at_most(select)
        if bound is not None:
            return f" \n LIMIT {bound}"
        asked: str = super().limit_clause(select, **kw)  # type: ignore[no-untyped-call]
        return asked

    def visit_in_list(self, element: InList, **kw: Any) -> str:
        value, parameter = (self.process(clause, **kw) for clause in element.clauses)
        array = f"CAST({parameter} AS {_array_types[element.kind]})"
        column = next(iter(element.clauses))
        return long_texts.lower_in_list(
            column, lambda operand: self.process(operand, **kw), array, f"{value} = ANY ({array})"
        )

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

    def visit_period_of(self, element: PeriodOf, **kw: Any) -> str:
        key, *zone = (self.process(clause, **kw) for clause in element.clauses)
        return period_of(element.bucket, key, zone[0] if zone else None)

    def visit_period_text(self, element: PeriodText, **kw: Any) -> str:
        period, *zone = (self.process(clause, **kw) for clause in element.clauses)
        return period_text(element.bucket, period, zone[0] if zone else None)

    def visit_exact_sum(self, element: ExactSum, **kw: Any) -> str:
        return f"sum({self.process(element.clauses, **kw)})"

    def visit_exact_number(self, element: ExactNumber, **kw: Any) -> str:
        return self.process(element.clauses, **kw)

    def visit_exact_text(self, element: ExactText, **kw: Any) -> str:
        return f"coalesce(CAST({self.process(element.clauses, **kw)} AS text), 'null')"

    def visit_graphwright_pairs_func(self, function: Any, **kw: Any) -> str:
        pairs = f"CAST({self.process(function.clauses, **kw)} AS json)"
        columns = "CAST(value ->> 0 AS bigint) AS parent, CAST(value ->> 1 AS bigint) AS uid"
        return f"(SELECT {columns} FROM json_array_elements({pairs}))"  # noqa: S608 - compiled

    def visit_graphwright_found_func(self, function: Any, **kw: Any) -> str:
        pairs = f"CAST({self.process(function.clauses, **kw)} AS json)"
        columns = "CAST(value ->> 0 AS bigint) AS uid, CAST(value ->> 1 AS double precision) AS distance"
        return f"(SELECT {columns} FROM json_array_elements({pairs}))"  # noqa: S608 - compiled

    def _on_conflict_target(self, clause: Any, **kw: Any) -> str:
        """The primary key of a table of long texts holds their digest."""
        columns = clause.inferred_target_elements or ()
        if not any(map(long_texts.is_by_digest, columns)):
            text: str = super()._on_conflict_target(clause, **kw)  # type: ignore[no-untyped-call]
            return text
        names = [
            long_texts.digest if long_texts.is_by_digest(column) else self.preparer.format_column(column)
            for column in columns
        ]
        return f"({', '.join(names)})"

    def visit_graphwright_unnest_func(self, function: Any, **kw: Any) -> str:
        return f"unnest(CAST({self.process(function.clauses, **kw)} AS {_array_types[function.kind]}))"

    def visit_table_valued_alias(self, element: Any, **kw: Any) -> str:
        """`unnest(…) AS u1(value)`: only where the table is introduced, not where it is referred to."""
        text: str = super().visit_table_valued_alias(element, **kw)  # type: ignore[no-untyped-call]
        # SQLAlchemy comes here twice for a named table: for the name, then for the function behind it.
        outer = kw.get("enclosing_alias")
        is_named = kw.get("asfrom") and (outer is None or outer.element is not element)
        return f"{text}(value)" if is_named and list(element.c.keys()) == ["value"] else text


def _concatenated(parts: list[str]) -> str:
    while len(parts) > _operands_max:
        parts = [
            "(" + " || ".join(parts[start : start + _operands_max]) + ")"
            for start in range(0, len(parts), _operands_max)
        ]
    return " || ".join(parts)


class DdlCompiler(PGDDLCompiler):
    """Primary keys hold digests of long texts."""

    def get_column_specification(self, column: Any, **kw: Any) -> str:
        text: str = super().get_column_specification(column, **kw)  # type: ignore[no-untyped-call]
        if not long_texts.is_by_digest(column):
            return text
        value = long_texts.digest_of(self.preparer.format_column(column))
        return f"{text}, {long_texts.digest} {long_texts.digest_type} GENERATED ALWAYS AS ({value}) STORED"

    def visit_primary_key_constraint(self, constraint: Any, **kw: Any) -> str:
        if not any(map(long_texts.is_by_digest, constraint)):
            text: str = super().visit_primary_key_constraint(constraint, **kw)  # type: ignore[no-untyped-call]
            return text
        names = [
            long_texts.digest if long_texts.is_by_digest(column) else self.preparer.format_column(column)
            for column in constraint
        ]
        return f"PRIMARY KEY ({', '.join(names)})"


class GraphwrightPostgresDialect(PGDialect):
    """SQLAlchemy's dialect for text only: statements run on psycopg, not on SQLAlchemy's driver.

    Placeholders are the server's own, `$1`: psycopg would look through every text for `%s` at every run
    (it remembers short texts only), and what is compiled here can be handed to EXPLAIN as it stands.
    """

    statement_compiler = Compiler
    ddl_compiler = DdlCompiler
    supports_statement_cache = False

    def __init__(self) -> None:
        super().__init__(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
        self.collations: frozenset[str] = frozenset()
        """Names of the server's orders of languages; whoever knows the server says them."""


def _rows_at_most(select: Any) -> int | None:
    limit = select._limit_clause  # noqa: SLF001 - as SQLAlchemy's own compilers do
    return limit.at_most if isinstance(limit, RowCount) else None
