"""What is written down of a case: its IR, its SQL for both databases, its answer and the statements it took."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy.sql import ClauseElement

from graphwright.engine.database import Database
from graphwright.engine.requests import GraphqlRequest
from graphwright.errors import InputError, NotSupportedYet
from graphwright.ir.dump import dump_ir
from graphwright.ir.mutations import Mutations
from graphwright.ir.nodes import Query, TypeName
from graphwright.model.caller import Caller, trusted
from graphwright.plan.reading import Prepared, ReadPlan, plan_read
from graphwright.plan.scope import Environment
from graphwright.plan.writing import MutationPlan, plan_mutations
from graphwright.storage.compiling import compile_statement
from graphwright.storage.interface import CompiledSql, SqlValue
from graphwright.storage.postgres import storage as postgres
from graphwright.storage.postgres.compiler import GraphwrightPostgresDialect

from .sql_text import format_sql
from .stage import CountingStorage

given: Final = ("request.graphql", "variables.json", "claims.json")
generated: Final = ("ir.txt", "sqlite.sql", "postgres.sql", "result.json", "statements.txt")
_noted_characters_max: Final = 160
_json_characters_max: Final = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a case asks, and who asks it."""

    request: GraphqlRequest
    caller: Caller

    @property
    def is_mutation(self) -> bool:
        return re.search(r"^\s*mutation\b", self.request.query, re.MULTILINE) is not None


def read_case(folder: Path) -> Case:
    """`claims.json` makes the caller one whom rules bind; without it the caller is trusted."""
    claims = _json_of(folder / "claims.json")
    return Case(
        request=GraphqlRequest(
            query=(folder / "request.graphql").read_text(encoding="utf8"), variables=_json_of(folder / "variables.json")
        ),
        caller=trusted if claims is None else Caller(claims=claims),
    )


def _json_of(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf8")) if path.exists() else None


@dataclass(slots=True, kw_only=True)
class Artefacts:
    """The generated files of a case, and what its test asserts besides.

    Attributes:
        noted: The statements that ran, in order.
        is_read: Whether it is a query. (One that checks a password reads the password first.)
    """

    files: Mapping[str, str]
    noted: Sequence[str]
    is_read: bool


def generate(case: Case, database: Database, storage: CountingStorage) -> Artefacts:
    """Compiles and runs a case."""
    compiler = database.compiler
    compiled = compiler.compile(compiler.text(case.request), case.request, case.caller)
    environment = compiler.loaded.environment
    elsewhere = Environment(environment.catalog, environment.tables, PostgresWithoutServer())
    read, write = compiled.plan.read, compiled.plan.write
    if read is not None:
        ir: Query | Mutations = read.query
        query = read.query
        sections, other = _read_sections(read), lambda: _read_sections(plan_read(query, elsewhere))
    else:
        assert write is not None
        ir = mutations = Mutations(roots=tuple(s if isinstance(s, TypeName) else s.mutation for s in write.steps))
        sections, other = _write_sections(write), lambda: _write_sections(plan_mutations(mutations, elsewhere))
    storage.noted.clear()
    answer = database.graphql(case.request.query, case.request.variables, caller=case.caller)
    noted = list(storage.noted)
    names = {prepared.text: name for name, prepared in sections.items()}
    return Artefacts(
        files={
            "ir.txt": dump_ir(ir),
            "sqlite.sql": _sql_file(sections, compiled.values),
            "postgres.sql": _sql_or_refusal(other, compiled.values),
            "result.json": f"{_json_text(answer)}\n",
            "statements.txt": "".join(_noted_lines(noted, names)),
        },
        noted=noted,
        is_read=read is not None and not compiled.plan.checks,
    )


class PostgresWithoutServer:
    """As much of a PostgreSQL store as planning needs."""

    capabilities = postgres.capabilities
    vector_indexes = None  # what stands in these files is found by comparing; see tests/postgres/test_pgvector.py
    _dialect = GraphwrightPostgresDialect()

    def compile(self, statement: ClauseElement) -> CompiledSql:
        return compile_statement(statement, self._dialect)

    def list_argument(self, values: Sequence[Any]) -> SqlValue:
        return list(values)

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"planning asks the storage for {name}, and there is no server")


# ---- files ----------------------------------------------------------------------------------------


def _read_sections(plan: ReadPlan) -> dict[str, Prepared]:
    """Title to statement: what may run for a query."""
    if not plan.counts_drivers:
        return {"the statement": plan.statement}
    return {
        "the statement": plan.statement,
        "the statement, when too much would drive": plan.variant((False,) * plan.counts_drivers),
    }


def _write_sections(plan: MutationPlan) -> dict[str, Prepared]:
    """Title to statement: the reads of a mutation."""
    sections: dict[str, Prepared] = {}
    for step in plan.steps:
        if isinstance(step, TypeName):
            continue
        if step.targets is not None:
            sections[f"the targets of {step.mutation.key}"] = step.targets
        if step.payload is not None:
            sections[f"the payload of {step.mutation.key}"] = step.payload.statement
    return sections


def _sql_file(sections: Mapping[str, Prepared], values: Sequence[Any]) -> str:
    return "\n".join("".join(_section_lines(title, prepared, values)) for title, prepared in sections.items())


def _sql_or_refusal(plan: Callable[[], Mapping[str, Prepared]], values: Sequence[Any]) -> str:
    """What a database cannot do is kept as the words of its refusal."""
    try:
        sections = plan()
    except NotSupportedYet as error:
        return f"-- refused: {error.message}\n"
    return _sql_file(sections, values)


def _section_lines(title: str, prepared: Prepared, values: Sequence[Any]) -> Iterator[str]:
    """A statement under its title and its arguments; no uids are affected yet."""
    yield f"-- {title}\n"
    made = [_shown(convert, [*values, []][slot]) for slot, convert in prepared.takes]
    arguments = made if prepared.repeats is None else [made[position] for position in prepared.repeats]
    if arguments:
        yield f"-- arguments: {', '.join(arguments)}\n"
    yield format_sql(prepared.text)


def _shown(convert: Callable[[Any], SqlValue], value: Any) -> str:
    try:
        return repr(convert(value))
    except InputError:
        return "refused"


def _json_text(value: Any, indent: str = "") -> str:
    """JSON with what fits on a line on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + len(indent) <= _json_characters_max or not isinstance(value, dict | list) or not value:
        return flat
    inner = indent + "  "
    if isinstance(value, dict):
        keys = (json.dumps(key, ensure_ascii=False) for key in value)
        parts = [f"{key}: {_json_text(part, inner)}" for key, part in zip(keys, value.values(), strict=True)]
    else:
        parts = [_json_text(part, inner) for part in value]
    joined = ",\n".join(f"{inner}{part}" for part in parts)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{joined}\n{indent}{closing}"


def _noted_lines(noted: Sequence[str], names: Mapping[str, str]) -> Iterator[str]:
    """One line per statement; a planned one by its title in sqlite.sql."""
    yield f"{len(noted)} statement{'s' if len(noted) != 1 else ''}\n"
    for number, text in enumerate(noted, 1):
        shown = f"({names[text]})" if text in names else " ".join(text.split())
        cut = shown if len(shown) <= _noted_characters_max else f"{shown[:_noted_characters_max]} …"
        yield f"{number}. {cut}\n"
