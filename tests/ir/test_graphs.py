"""Walks in the IR: what a recursion and searches for paths are bound to, and which relations are made of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import graphwright
from graphwright.bind.dql.documents import bind_query, supported_query
from graphwright.ir.dump import dump_ir
from graphwright.ir.invariants import check_invariants
from graphwright.ir.nodes import Query
from graphwright.lang.dql import parse_dql
from graphwright.model.catalog import Catalog
from graphwright.model.dql_requests import DqlAlter
from graphwright.passes.pipeline import run_passes


@pytest.fixture(scope="module")
def catalog() -> Iterator[Catalog]:
    with graphwright.open(":memory:") as database:
        database.alter_dql(DqlAlter(schema="name: string @index(exact) .\nroad: [uid] @reverse .\nhome: uid ."))
        yield database.catalog


def _shown(text: str, catalog: Catalog) -> str:
    query, _ = bind_query(supported_query(parse_dql(text)), catalog, [])
    passed = run_passes(query, None)
    assert isinstance(passed, Query)
    check_invariants(passed, catalog)
    return dump_ir(passed)


def test_what_a_recursion_defines_becomes_relations(catalog: Catalog) -> None:
    """Values are read of all nodes by the statement itself; the block that only defines is gone."""
    text = """{
      var(func: uid(0x1)) @recurse(depth: 3) { v as road @filter(has(home)) @facets(km) n as name }
      q(func: uid(v)) { val(n) }
    }"""
    assert (
        _shown(text, catalog)
        == """\
query
  walk 0 nodes: values of recursion var 0
  level 1: [node] of walk 0 nodes, sparse
  n: for each node of level 1
    name: name, string
  v: ends of edge 0 of recursion var 0
  q: [node] of v, sparse
    val(n): value in n
"""
    )


def test_walks_that_are_shown_are_roots_and_paths_the_last_of_them(catalog: Catalog) -> None:
    text = """{
      q(func: uid(0x1)) @recurse @cascade(name, road) { name road }
      p as shortest(from: 0x1, to: 0x2) { road @facets(km) home }
      r(func: uid(p)) { name }
    }"""
    assert (
        _shown(text, catalog)
        == """\
query
  p: path of shortest
  q: recursion, $4 (depth and loop), from [node] by uid $1 (uids), sparse
    cascade name, road
    name: name, string
    road: [node] along road, sparse
  r: [node] of p, sparse
    name: name, string
  _path_: paths
    shortest, $13 (bounds of paths), from [node] by uid $6 (uids), sparse
      road: [node] along road, sparse
      home: node along home, sparse
      to [node] by uid $8 (uids), sparse
      weights km, 1
"""
    )
