"""Schema files of every form, and folders of exports."""

from __future__ import annotations

import gzip
from pathlib import Path

import orjson
import pytest

from graphwright import Database
from graphwright.errors import LoadError, NotSupportedYet
from graphwright.transfer.schema_files import (
    SchemaLanguage,
    apply_schema,
    given_files,
    read_schema_file,
    read_schema_files,
    without_present,
)


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("a.txt", "name: string @index(exact) .", "dql"),
        ("a.txt", "# films\n  <film.name> : [ string ] @lang .  # what they are called\n", "dql"),
        ("a.txt", '[0x0] <vec>:float32vector @index(hnsw("metric":"cosine")) . \n', "dql"),
        ("a.txt", "type Person {\n  name\n  <~friend>\n}", "dql"),
        ("a.dql", "type Person {}", "dql"),
        ("a.txt", "type Film { title: String! @id }", "graphql"),
        ("a.txt", '"""\nWarning: this is old.\n"""\ntype Film {\n  title: String\n}', "graphql"),
        ("a.graphql", "name: string .", "graphql"),
    ],
)
def test_the_language_is_what_the_file_looks_like(
    name: str, text: str, language: SchemaLanguage, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    for path in (tmp_path / name, tmp_path / f"{name}.gz"):
        found = read_schema_file(path)
        assert found is not None and (found.language, found.text) == (language, text)


def test_what_the_reference_exports_for_itself_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "g01.schema"
    path.write_text(
        "[0x0] <dgraph.xid>:string @index(exact) @upsert . \n[0x0] <name>:string . \n"
        "[0x0] type <dgraph.graphql> {\n\tdgraph.graphql.schema\n}\n[0x0] type <Person> {\n\tname\n}\n"
    )
    found = read_schema_file(path)
    assert found is not None and "dgraph" not in found.text
    assert found.text.splitlines()[1] == "[0x0] <name>:string . "  # and lines keep their numbers
    with Database.open(":memory:") as database:
        apply_schema(database, found)
        assert set(database.catalog.predicates) == {"name"} and set(database.catalog.node_types) == {"Person"}


def test_a_graphql_schema_as_it_is_exported(tmp_path: Path) -> None:
    path = tmp_path / "g01.gql_schema.gz"
    path.write_bytes(gzip.compress(orjson.dumps([{"namespace": 0, "schema": "type A { b: String }"}])))
    found = read_schema_file(path)
    assert found is not None and (found.language, found.text) == ("graphql", "type A { b: String }")
    path.write_bytes(gzip.compress(b"[]"))
    assert read_schema_file(path) is None
    path.write_bytes(gzip.compress(b""))
    assert read_schema_file(path) is None
    two = [{"namespace": number, "schema": "type A { b: String }"} for number in (0, 1)]
    path.write_bytes(gzip.compress(orjson.dumps(two)))
    with pytest.raises(NotSupportedYet, match="several namespaces"):
        read_schema_file(path)


def test_graphql_comes_first_and_what_it_says_already_is_not_said_again(tmp_path: Path) -> None:
    """So data live where GraphQL has them, and an export's two schemas do not contradict each other."""
    (tmp_path / "a.dql").write_text("[0x0] <Film.title>:string @index(hash) @upsert . \nother: int .")
    (tmp_path / "b.graphql").write_text("type Film { title: String! @id }")
    schemas = read_schema_files([tmp_path / "a.dql", tmp_path / "b.graphql"])
    assert [schema.language for schema in schemas] == ["graphql", "dql"]
    with Database.open(":memory:") as database:
        for schema in schemas:
            apply_schema(database, schema)
        predicates = database.catalog.predicates
        assert set(predicates) == {"Film.title", "other"}
        assert predicates["Film.title"].indexes == ()


def test_lines_and_types_that_are_there_are_left_out() -> None:
    text = "a: int .\n[0x0] <b>:string . \ntype <T> {\n\ta\n}\ntype <U> {\n\tb\n}\n"
    left = without_present(text, "[0x0] <b>:string . \ntype <T> { a }\n")
    assert left == "a: int .\n\n\n\n\ntype <U> {\n\tb\n}\n"


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    path = tmp_path / "a.dql.gz"
    path.write_bytes(b"no gzip")
    with pytest.raises(LoadError, match=r"a\.dql\.gz cannot be read"):
        read_schema_file(path)
    path = tmp_path / "a.dql"
    path.write_bytes(b"\xff")
    with pytest.raises(LoadError, match="is not UTF-8"):
        read_schema_file(path)
    with pytest.raises(LoadError, match="cannot be read"):
        read_schema_file(tmp_path / "nothing.dql")


def test_a_folder_stands_for_the_files_of_an_export(tmp_path: Path) -> None:
    for name in ("g01.rdf.gz", "g01.schema.gz", "g01.gql_schema.gz", "readme.txt", "g02.rdf.gz"):
        (tmp_path / name).write_text("")
    found = given_files([tmp_path, Path("more.rdf")], [])
    assert [path.name for path in found.data] == ["g01.rdf.gz", "g02.rdf.gz", "more.rdf"]
    assert {path.name for path in found.schemas} == {"g01.schema.gz", "g01.gql_schema.gz"}
    assert given_files([tmp_path], [Path("mine.dql")]).schemas == [Path("mine.dql")]
    (tmp_path / "empty").mkdir()
    with pytest.raises(LoadError, match=r"holds no \.rdf and no \.json"):
        given_files([tmp_path / "empty"], [])
