"""What the bench compares: under a rule the same nodes come as with the rule's filter in the query."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import jwt
import pytest

import graphwright
from bench.data import prepare_quads
from bench.groups import GROUPS
from bench.more_workloads import Ratio
from bench.rule_workloads import RULES
from bench.rules import VERIFICATION_KEY, rules_quads
from bench.workloads import Inputs
from graphwright.model.caller import Caller
from tests.storages import store_addresses

_scale = 0.004


@pytest.fixture(scope="module", params=["file", "postgres"])
def papers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[object, Inputs]]:
    folder: Path = tmp_path_factory.mktemp("rules")
    data, facts = prepare_quads(folder, "rules", _scale, rules_quads)
    schema = next(group.schema for group in GROUPS if group.name == "rules")
    for address in store_addresses(request.param, folder):
        command = [str(Path(sys.executable).parent / "graphwright"), "load", str(data), "--schema", str(schema)]
        subprocess.run([*command, "--store", address], check=True, capture_output=True)
        with graphwright.open(address) as database:
            yield database, Inputs(facts=facts)


@pytest.mark.parametrize("workload", RULES, ids=lambda workload: workload.name)
def test_a_rule_and_its_filter_by_hand(papers: tuple[graphwright.Database, Inputs], workload: Ratio) -> None:
    database, inputs = papers
    by_hand = {str(call.variables["name"]): call for call in islice(workload.one.calls(inputs, "s"), 400)}
    ruled = 0
    for call in islice(workload.abstract.calls(inputs, "s"), 12):
        [(_, token)] = call.headers
        claims = jwt.decode(token, VERIFICATION_KEY, algorithms=["HS256"])["claims"]
        if claims["USER"] in by_hand:
            answer = database.graphql(call.text, dict(call.variables), caller=Caller(claims=claims))
            other = by_hand[claims["USER"]]
            assert answer == database.graphql(other.text, dict(other.variables))
            assert "errors" not in answer
            ruled += bool(next(iter(answer["data"].values())))
    assert ruled
