"""Searches by an index of pgvector, on a stand-in that runs their SQL, and on the extension where there is one.

See `pgvector_servers.py`. What an index of the kind `hnsw` is made of is golden only without the extension.
"""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy.schema import CreateIndex

from graphwright import Database, limits
from graphwright.model.caller import Caller, trusted
from graphwright.search.hnsw import HnswBuild, hnsw_build
from graphwright.storage.compiling import compile_statement
from graphwright.storage.postgres.compiler import GraphwrightPostgresDialect
from graphwright.storage.postgres.connection import PostgresConnection
from graphwright.storage.postgres.pgvector import conversion
from graphwright.storage.postgres.vector_indexes import native_index
from graphwright.storage.vector_indexes import VectorIndex
from graphwright.transfer.bulk import bulk_load
from graphwright.transfer.load import LoadOptions, load_files
from tests.dql.transactions import Txn
from tests.postgres.pgvector_servers import VectorServer, kinds, vector_server
from tests.transfer.loading import write

_rule: Final = '@auth(query: {rule: "query($USER: String!) { queryDoc(filter: {owner: {eq: $USER}}) { id } }"})'
_schema: Final = """
interface Thing { id: ID!  near: [Float!] @embedding @search(by: ["hnsw(metric: euclidean, efSearch: 1000)"]) }
type Doc implements Thing %s {
  slug: String! @id
  size: Int @search
  owner: String @search(by: [hash])
  turn: [Float!] @embedding @search(by: ["hnsw(metric: cosine)"])
  dot: [Float!] @embedding @search(by: ["hnsw(metric: dotproduct, efSearch: 1000)"])
  plain: [Float!] @embedding
}
type Picture implements Thing { name: String }
"""
_numbers: Final = 6
Noted = list[tuple[str, Sequence[Any]]]
_docs: Final = 150


@pytest.fixture(scope="module", params=kinds)
def server(request: pytest.FixtureRequest) -> Iterator[VectorServer]:
    yield from vector_server(request.param)


@pytest.fixture
def schema(server: VectorServer) -> Iterator[str]:
    name = f"near_test_{uuid.uuid4().hex[:10]}"
    yield name
    server.run(f"DROP SCHEMA IF EXISTS {name} CASCADE")


@pytest.fixture
def database(server: VectorServer, schema: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Docs with random vectors, and no index yet."""
    monkeypatch.setattr(limits, "vector_index_rows_min", 100_000)
    with Database.open(server.address(schema)) as opened:
        opened.alter(_schema % _rule)
        chance = random.Random(7)
        vectors = [[chance.randrange(-64, 64) / 16 for _ in range(_numbers)] for _ in range(_docs)]
        docs = [
            {"slug": f"d{i}", "size": i % 10, "owner": "ann" if i % 3 else "bob"}
            | dict.fromkeys(("near", "turn", "dot", "plain"), vector)
            for i, vector in enumerate(vectors)
        ]
        add(opened, docs)
        add(opened, [{"name": f"p{i}", "near": vectors[i]} for i in range(40)], "Picture")
        monkeypatch.setattr(limits, "nearest_compared_max", 20)
        yield opened


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Noted:
    """The statements of steps."""
    sent: Noted = []
    plain = PostgresConnection._rows_of

    def noting(self: PostgresConnection, statements: Any) -> Any:
        sent.extend(statements)
        return plain(self, statements)

    monkeypatch.setattr(PostgresConnection, "_rows_of", noting)
    return sent


def data(database: Database, query: str, *, caller: Caller | None = None, **variables: Any) -> Any:
    answer = database.graphql(query, variables, caller=caller or trusted)
    assert "errors" not in answer, answer
    return answer["data"]


def add(database: Database, items: list[dict[str, Any]], kind: str = "Doc") -> None:
    data(database, f"mutation ($i: [Add{kind}Input!]!) {{ add{kind}(input: $i) {{ numUids }} }}", i=items)


def by_index(noted: Noted) -> bool:
    """Whether the last search went by an index and did not compare everything after it."""
    texts = [text for text, _ in noted if "vectors_" in text and "SELECT" in text]
    noted.clear()
    return "gw_vector(" in texts[-1]


_vector: Final = "[1.1, -0.7, 0.3, 2.2, -3.1, 0.4]"
_searches: Final = {
    "euclidean": f"querySimilarDocByEmbedding(by: near, topK: 9, vector: {_vector})",
    "cosine": f"querySimilarDocByEmbedding(by: turn, topK: 9, vector: {_vector}, ef: 200)",
    "dotproduct": f"querySimilarDocByEmbedding(by: dot, topK: 9, vector: {_vector}, ef: 300)",
    "a node's": 'querySimilarDocById(slug: "d8", by: turn, topK: 5, ef: 200)',
    "a filter": f"querySimilarDocByEmbedding(by: near, topK: 9, vector: {_vector}, filter: {{size: {{ge: 5}}}})",
    "a filter with steps": (
        f"querySimilarDocByEmbedding(by: near, topK: 3, vector: {_vector}, filter: {{has: owner, size: {{lt: 4}}}})"
    ),
    "a bound": f"querySimilarDocByEmbedding(by: near, topK: 9, vector: {_vector}, distance_threshold: 4.6)",
    "an interface": f"querySimilarThingByEmbedding(by: near, topK: 9, vector: {_vector})",
}


def test_an_index_finds_what_comparing_finds(
    server: VectorServer, database: Database, schema: str, noted: Noted
) -> None:
    asked = [
        (name, f"{{ found: {search} {{ id vector_distance }} }}", caller)
        for name, search in _searches.items()
        for caller in (None, Caller(claims={"USER": "ann"}))
    ]
    compared = [data(database, query, caller=caller) for _, query, caller in asked]
    assert not by_index(noted)
    server.make_indexes(database, schema, _numbers)
    for (name, query, caller), expected in zip(asked, compared, strict=True):
        # To the last digit: distances are not the server's.
        assert data(database, query, caller=caller) == expected, name
        assert len(expected["found"]) >= 3
        assert by_index(noted), name


def test_a_type_finds_its_own_among_those_of_an_interface(
    server: VectorServer, database: Database, schema: str, noted: Noted
) -> None:
    query = f"{{ found: querySimilarPictureByEmbedding(by: near, topK: 9, vector: {_vector}) {{ name }} }}"
    compared = data(database, query)
    server.make_indexes(database, schema, _numbers)
    assert data(database, query) == compared
    assert len(compared["found"]) == 9
    assert by_index(noted)


def test_what_an_index_does_not_find_is_compared(
    server: VectorServer, database: Database, schema: str, noted: Noted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filters that few pass, more nodes than an index finds, vectors of other lengths, fields without `hnsw`."""
    server.make_indexes(database, schema, _numbers)
    rare = f'by: near, topK: 4, vector: {_vector}, filter: {{slug: {{in: ["d1", "d2", "d3"]}}}}'
    for compared_max in (20, 0):
        monkeypatch.setattr(limits, "nearest_compared_max", compared_max)
        assert len(data(database, f"{{ q: querySimilarDocByEmbedding({rare}) {{ slug }} }}")["q"]) == 3
        assert any("gw_vector(" in text for text, _ in noted) is (compared_max == 0)
        assert not by_index(noted)
    add(database, [{"slug": "short", "near": [1, 2]}])
    short = data(database, "{ q: querySimilarDocByEmbedding(by: near, topK: 4, vector: [1, 1]) { slug } }")["q"]
    assert short == [{"slug": "short"}]
    assert not by_index(noted)
    wrong = database.graphql("{ q: querySimilarDocByEmbedding(by: near, topK: 4, vector: [1]) { slug } }")
    assert "the vector has 1 numbers; the stored ones have 2 or 6" in wrong["errors"][0]["message"]
    noted.clear()
    nowhere = f"{{ q: querySimilarDocByEmbedding(by: turn, topK: 4, vector: {[0] * _numbers}) {{ slug }} }}"
    assert data(database, nowhere)["q"] == []
    assert not by_index(noted)
    data(database, f"{{ q: querySimilarDocByEmbedding(by: plain, topK: 4, vector: {_vector}) {{ slug }} }}")
    assert not by_index(noted)
    monkeypatch.setattr(limits, "nearest_by_index_max", 50)
    many = f"{{ q: querySimilarDocByEmbedding(by: near, topK: 51, vector: {_vector}) {{ slug }} }}"
    assert len(data(database, many)["q"]) == 51
    assert not by_index(noted)


def test_hidden_nodes_take_no_place(server: VectorServer, database: Database, schema: str, noted: Noted) -> None:
    server.make_indexes(database, schema, _numbers)
    ann = Caller(claims={"USER": "ann"})
    query = f"{{ q: querySimilarDocByEmbedding(by: near, topK: 20, vector: {_vector}) {{ slug owner }} }}"
    assert [doc["owner"] for doc in data(database, query, caller=ann)["q"]] == ["ann"] * 20
    assert by_index(noted)
    assert {doc["owner"] for doc in data(database, query)["q"]} == {"ann", "bob"}
    assert by_index(noted)
    assert data(database, query, caller=Caller(claims={"USER": "nobody"}))["q"] == []
    of_bobs = '{ q: querySimilarDocById(slug: "d3", by: near, topK: 2) { slug } }'
    assert data(database, of_bobs, caller=ann)["q"] == []
    assert len(data(database, of_bobs)["q"]) == 2


def test_dql_finds_by_the_same_index(server: VectorServer, database: Database, schema: str, noted: Noted) -> None:
    texts = [
        f'{{ q(func: similar_to(Thing.near, 7, "{_vector}")) {{ uid }} }}',
        f'{{ q(func: similar_to(Thing.near, 7, "{_vector}", ef: "200", distance_threshold: "5")) {{ uid }} }}',
        f'{{ q(func: type(Doc)) @filter(similar_to(Doc.turn, 7, "{_vector}") AND ge(Doc.size, 3)) {{ uid }} }}',
    ]
    compared = [database.dql(text) for text in texts]
    assert not by_index(noted)
    server.make_indexes(database, schema, _numbers)
    for text, expected in zip(texts, compared, strict=True):
        assert database.dql(text) == expected
        assert by_index(noted)
    for odd in ("-1", "0", "1e300"):
        text = f'{{ q(func: similar_to(Thing.near, 7, "{_vector}", ef: {odd})) {{ uid }} }}'
        assert len(database.dql(text)["data"]["q"]) == 7
        assert by_index(noted)


def test_an_open_transaction_finds_what_it_wrote(
    server: VectorServer, database: Database, schema: str, noted: Noted
) -> None:
    server.make_indexes(database, schema, _numbers)
    text = f'{{ q(func: similar_to(Thing.near, 1, "{_vector}")) {{ Doc.slug }} }}'
    [before] = database.dql(text)["data"]["q"]
    transaction = Txn(database)
    transaction.change(f'_:n <Thing.near> "{_vector}" .\n_:n <Doc.slug> "mine" .\n_:n <dgraph.type> "Doc" .')
    noted.clear()
    assert transaction.query(text) == {"q": [{"Doc.slug": "mine"}]}
    assert by_index(noted)
    assert database.dql(text)["data"]["q"] == [before]
    transaction.commit()
    assert database.dql(text)["data"]["q"] == [{"Doc.slug": "mine"}]


def test_writes_are_found_at_once(server: VectorServer, database: Database, schema: str, noted: Noted) -> None:
    server.make_indexes(database, schema, _numbers)
    query = f"{{ q: querySimilarDocByEmbedding(by: near, topK: 1, vector: {_vector}) {{ slug vector_distance }} }}"
    add(database, [{"slug": "new", "near": [1.1, -0.7, 0.3, 2.2, -3.1, 0.5]}])
    assert data(database, query)["q"][0]["slug"] == "new"
    move = (
        f'mutation {{ updateDoc(input: {{filter: {{slug: {{eq: "d5"}}}}, set: {{near: {_vector}}}}}) {{ numUids }} }}'
    )
    data(database, move)
    assert data(database, query)["q"] == [{"slug": "d5", "vector_distance": 0}]
    data(database, 'mutation { deleteDoc(filter: {slug: {in: ["d5", "new"]}}) { numUids } }')
    assert data(database, query)["q"][0]["slug"] not in {"d5", "new"}
    assert by_index(noted)
    # Zeros, the least and the greatest numbers: an index takes what the field takes.
    odd = [[0] * 6, [1e-45] * 6, [3.4e38, -3.4e38, 1e-38, 0, 1, -1]]
    add(database, [{"slug": f"odd{i}", "near": v, "turn": v, "dot": v} for i, v in enumerate(odd)])
    nothing = f"{{ q: querySimilarDocByEmbedding(by: near, topK: 2, vector: {[0] * 6}) {{ slug }} }}"
    assert {doc["slug"] for doc in data(database, nothing)["q"]} == {"odd0", "odd1"}


@pytest.fixture(params=kinds)
def own_server(request: pytest.FixtureRequest) -> Iterator[VectorServer]:
    yield from vector_server(request.param)


def test_an_extension_that_goes_away_is_not_missed(
    own_server: VectorServer, noted: Noted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "vector_index_rows_min", 2)
    schema = f"near_test_{uuid.uuid4().hex[:10]}"
    query = "{ q: querySimilarDocByEmbedding(by: near, topK: 1, vector: [3, 3]) { slug } }"
    with Database.open(own_server.address(schema)) as opened:
        opened.alter(_schema % "")
        add(opened, [{"slug": "a", "near": [1, 2]}, {"slug": "b", "near": [3, 4]}])
        own_server.make_indexes(opened, schema, 2)
        assert data(opened, query)["q"] == [{"slug": "b"}]
        assert by_index(noted)
        own_server.drop_extension()
        assert data(opened, query)["q"] == [{"slug": "b"}]
        assert not by_index(noted)
        add(opened, [{"slug": "c", "near": [3, 3]}])
        assert data(opened, query)["q"] == [{"slug": "c"}]
        opened.alter(_schema % _rule)
    own_server.run(f"DROP SCHEMA {schema} CASCADE")


def test_without_the_extension_nothing_is_built(
    server: VectorServer, database: Database, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "vector_index_rows_min", 100)
    database.alter(f"{_schema % _rule}\ntype More {{ name: String }}")
    assert (server.indexes(schema) == []) is (server.home is not None)


# ---- building, by the extension only --------------------------------------------------------------


@pytest.fixture
def real(server: VectorServer) -> VectorServer:
    if server.home is not None:
        pytest.skip("NOT TESTED WITHOUT PGVECTOR: GRAPHWRIGHT_TEST_PGVECTOR names no server that has it")
    return server


def test_indexes_are_built_used_and_dropped(
    real: VectorServer, database: Database, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert real.indexes(schema) == []
    monkeypatch.setattr(limits, "vector_index_rows_min", 100)
    database.alter(_schema % "")
    near, turn, dot = real.indexes(schema)
    assert [name.split("_")[2:] for name in sorted((near, turn, dot), key=lambda name: name.split("_")[2])] == [
        ["cosine", "6", "16", "64"],
        ["dotproduct", "6", "16", "64"],
        ["euclidean", "6", "16", "64"],
    ]
    # Another metric, other options, no index any more: each has its own.
    changed = (_schema % "").replace("metric: cosine", "metric: euclidean, exponent: 6")
    changed = changed.replace('@search(by: ["hnsw(metric: dotproduct, efSearch: 1000)"])', "")
    database.alter(changed)
    assert sorted(name.split("_", 2)[2] for name in real.indexes(schema)) == ["euclidean_6_16_64", "euclidean_6_24_200"]
    # Vectors of another length, once there are enough.
    monkeypatch.setattr(limits, "vector_index_rows_min", 20)
    add(database, [{"slug": f"short{i}", "near": [i, 1]} for i in range(20)])
    query = "{ q: querySimilarDocByEmbedding(by: near, topK: 1, vector: [3, 1]) { slug } }"
    assert data(database, query)["q"] == [{"slug": "short3"}]
    database._vector_indexing.wait()
    assert "euclidean_2_16_64" in {name.split("_", 2)[2] for name in real.indexes(schema)}


def test_loads_build_what_they_fill(
    real: VectorServer, schema: str, noted: Noted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Also where the store is built aside and renamed."""
    monkeypatch.setattr(limits, "vector_index_rows_min", 30)
    lines = [
        f'_:d{i} <Doc.v> "[{i}, 1]" .\n_:d{i} <Doc.slug> "s{i}" .\n_:d{i} <dgraph.type> "Doc" .' for i in range(40)
    ]
    files = [write(tmp_path, lines)]
    text = 'type Doc { slug: String! @id  v: [Float!] @embedding @search(by: ["hnsw(metric: euclidean)"]) }'
    query = "{ q: querySimilarDocByEmbedding(by: v, topK: 1, vector: [17.2, 1]) { slug } }"
    places = [f"{schema}_l", f"{schema}_b"]
    with Database.open(real.address(places[0])) as opened:
        opened.alter(text)
        load_files(opened, files, LoadOptions())

    def prepare(database: Database) -> None:
        database.alter(text)

    bulk_load(real.address(places[1]), files, LoadOptions(), prepare)
    for place in places:
        assert [name.split("_", 2)[2] for name in real.indexes(place)] == ["euclidean_2_16_64"]
        with Database.open(real.address(place)) as opened:
            assert data(opened, query)["q"] == [{"slug": "s17"}]
            assert by_index(noted)
            add(opened, [{"slug": "new", "v": [17.2, 1]}])
            assert data(opened, query)["q"] == [{"slug": "new"}]
        real.run(f"DROP SCHEMA {place} CASCADE")


def test_the_index_and_nothing_else_finds(real: VectorServer, database: Database, schema: str, noted: Noted) -> None:
    real.make_indexes(database, schema, _numbers)
    noted.clear()
    search = f"querySimilarDocByEmbedding(by: near, topK: 5, vector: {_vector}, filter: {{size: {{ge: 5}}}})"
    data(database, f"{{ q: {search} {{ slug }} }}")
    [text] = [text for text, _ in noted if "gw_vector(" in text]
    text = text.partition(" FOR ")[2]
    one = "'\\x" + "0000803f" * _numbers + "'::bytea"
    for name in ("$1", "$2", "$3"):
        text = text.replace(name, one if f"gw_vector({name})" in text else "5")
    plan = "\n".join(row for (row,) in real.run(f"SET search_path TO {schema}; EXPLAIN {text}"))
    # What is asked of each candidate may well be read without an index while the table is as small as here.
    assert re.search(r"Limit .*\n +->  Index Scan using near_\w+ on vectors_thing_near_\d+ t1 ", plan)


# ---- golden ---------------------------------------------------------------------------------------

_index: Final = VectorIndex(
    predicate_id=7,
    table="vectors_doc_v_7",
    column="vector",
    metric="cosine",
    build=HnswBuild(links=16, effort=64, search_effort=100),
)


def test_the_statements_that_make_an_index() -> None:
    made = CreateIndex(native_index(_index, 384, '"Ext"'), if_not_exists=True)
    made.element.dialect_options["postgresql"]["concurrently"] = True
    assert compile_statement(made, GraphwrightPostgresDialect()).text == (
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS near_7_cosine_384_16_64 ON vectors_doc_v_7 "
        'USING hnsw ((CAST(gw_vector(vector) AS "Ext".vector(384))) "Ext".vector_cosine_ops) '
        "WITH (m = 16, ef_construction = 64) WHERE octet_length(vector) = 1536"
    )
    made_by = conversion('"Ext"')
    assert made_by.startswith(
        'CREATE OR REPLACE FUNCTION gw_vector(v bytea) RETURNS "Ext".vector LANGUAGE sql IMMUTABLE'
    )
    assert made_by.endswith('AS gw_numbers) AS "Ext".vector)')


@pytest.mark.parametrize(
    ("options", "build"),
    [
        ({}, (16, 64, 100)),
        ({"exponent": "5"}, (16, 128, 100)),
        ({"exponent": "9"}, (24, 200, 100)),
        ({"exponent": "3", "efConstruction": "5", "efSearch": "7"}, (16, 32, 7)),
        ({"efConstruction": "99999", "efSearch": "99999999999999", "exponent": "x"}, (16, 1000, 1000)),
    ],
)
def test_what_the_options_of_dgraph_mean(options: dict[str, str], build: tuple[int, int, int]) -> None:
    made = hnsw_build(options)
    assert (made.links, made.effort, made.search_effort) == build


def test_the_statement_of_a_search(server: VectorServer, database: Database, schema: str, noted: Noted) -> None:
    server.make_indexes(database, schema, _numbers)
    noted.clear()
    data(database, f"{{ q: querySimilarDocByEmbedding(by: turn, topK: 5, vector: {_vector}, ef: 120) {{ slug }} }}")
    data(database, f"{{ q: querySimilarDocByEmbedding(by: near, topK: 5, vector: {_vector}) {{ slug }} }}")
    [beginning, efforts] = zip(*[arguments[1:3] for text, arguments in noted if "pg_index" in text], strict=True)
    assert [name.split("_", 2)[2] for name in beginning] == ["cosine_6_", "euclidean_6_"]
    assert efforts == ("120", "1000")
    assert all(arguments[3] == str(limits.nearest_candidates_max) for text, arguments in noted if "pg_index" in text)
    *_, text = (text for text, _ in noted if "gw_vector(" in text)
    home = server.home or '"Extensions"'
    words = " ".join(text.split())
    assert words.endswith(
        f"ORDER BY CAST(gw_vector(t1.vector) AS {home}.vector(6)) OPERATOR({home}.<->) gw_vector($1) LIMIT $2"
    )
    assert "FROM vectors_thing_near_" in words
    assert "WHERE octet_length(t1.vector) = 24 AND (SELECT true" in words
