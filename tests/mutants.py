"""Plants faults one at a time in a copy of the sources and sees that the tests catch each: `./dev mutants [WORD…]`.

Words choose faults by a part of their names. For each fault the smallest relevant tests run against the copy
(PYTHONPATH); first all those tests run without a fault. Ends with 1 when a fault survives, when a patch no longer fits
its source, or when tests fail for another reason than a failing test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

root: Final = Path(__file__).parents[1]
sources: Final = root / "src" / "graphwright"
differential: Final = "tests/differential/test_cases.py::test_sqlite_agrees_with_the_evaluator"
change_sets: Final = "tests/storage/test_change_sets.py"
plan_cache: Final = "tests/engine/test_plan_cache.py"
running: Final = "tests/engine/test_running.py"
processes: Final = "tests/engine/test_several_processes.py"
rules: Final = "tests/auth/test_query_rules.py"
matrix: Final = "tests/auth/test_matrix.py"
matrix_writes: Final = f"{matrix}::test_writes_for_a_caller_who_may_and_one_who_may_not"
matrix_taken: Final = f"{matrix}::test_what_one_has_is_not_given_away_and_what_others_have_is_not_told_of"
write_rules: Final = "tests/auth/test_write_rules.py"
field_rules: Final = "tests/auth/test_field_rules.py"
disk: Final = "tests/faults/test_failing_disk.py"
failing_add: Final = f"{disk}::test_before_or_after_and_never_between[a nested add-one I/O error]"
_tests_failed: Final = 1
"""pytest's exit status for failed tests; others mean that they did not run."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A text in a source file and what a hurried hand might have written instead.

    Attributes:
        tests: What must fail, as pytest's arguments.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


faults: Final = (
    # -- reading
    Fault(
        "the auth pass is left out",
        "passes/pipeline.py",
        "allowed = ir if rule_of is None else authorize_query(ir, rule_of)",
        "allowed = ir",
        (rules,),
    ),
    Fault(
        "nested fields pass no rule",
        "passes/authorize.py",
        "            return replace(output, select=authorize_select(output.select, rule_of))",
        "            return output",
        (rules,),
    ),
    Fault(
        "filters on related nodes pass no rule",
        "passes/authorize.py",
        "            rule = rule_of(name)\n            parts_",
        "            rule = None\n            parts_",
        (rules,),
    ),
    Fault(
        "a claim that is missing counts as passed",
        "auth/rules.py",
        "                    return unknown\n                return (yes, no) if truth",
        "                    return yes, no\n                return (yes, no) if truth",
        (rules,),
    ),
    Fault(
        "the caller's shape is not part of the plan's key",
        "auth/rules.py",
        "        if not self.binds or caller.is_trusted:\n            return None",
        "        if self.binds or caller.is_trusted:\n            return None",
        (rules,),
    ),
    Fault(
        "nodes without a type pass no rule",
        "auth/rules.py",
        "            return None if passed == yes else passed\n",
        "            return None\n",
        (f"{matrix}::test_dql_for_an_untrusted_caller_visits_nothing_hidden",),
    ),
    Fault(
        "in DQL an edge is asked about and not what is behind it",
        "passes/visits.py",
        "        case HasValue(predicate=name) if is_edge(name):",
        "        case HasValue(predicate=name) if not name:",
        (f"{matrix}::test_dql_for_an_untrusted_caller_visits_nothing_hidden",),
    ),
    Fault(
        "orders by related nodes pass no rule",
        "passes/authorize.py",
        "    along = tuple(replace(hop, condition=rule_of(hop.node_type)) for hop in key.along)\n    counted",
        "    along = key.along\n    counted",
        (f"{matrix}::test_what_is_hidden_is_as_if_it_were_not_there",),
    ),
    Fault(
        "keys of groups pass no rule",
        "passes/authorize.py",
        "    return replace(key, along=tuple(replace(hop, condition=rule_of(hop.node_type)) for hop in key.along))",
        "    return key",
        (f"{matrix}::test_what_is_hidden_is_as_if_it_were_not_there",),
    ),
    Fault(
        "hidden nodes take places among the nearest",
        "passes/authorize.py",
        "visible=None if source.filters_first else rule",
        "visible=None if source.filters_first else None",
        (f"{matrix}::test_what_is_hidden_takes_no_place_among_the_nearest_where_the_filter_comes_last",),
    ),
    # -- rules for what is written
    Fault(
        "what was added is not checked",
        "engine/mutating.py",
        '        governing.check(session, "add", written.created)\n',
        "",
        (matrix_writes, write_rules),
    ),
    Fault(
        "fields are written without their rules",
        "engine/mutating.py",
        '        governing.check_fields(session, "update", written.changes)\n',
        "",
        (field_rules,),
    ),
    Fault(
        "a field with a rule is filtered by",
        "passes/authorize.py",
        "            _check_field(condition.predicate, rule_of)\n            return condition",
        "            return condition",
        (field_rules,),
    ),
    Fault(
        "a value with a rule is shown to everybody",
        "passes/authorize.py",
        "            return output if visible is None else replace(output, visible=visible)",
        "            return output",
        (field_rules,),
    ),
    Fault(
        "what is linked through an inverse is not checked",
        "engine/governing.py",
        '        self.check(session, "update", touched)\n',
        "",
        (matrix_writes, write_rules),
    ),
    Fault(
        "the former partners of what is linked are not checked",
        "engine/governing.py",
        "            found.setdefault(change.near_type, set()).update(change.former_partners - untouched)\n",
        "",
        (write_rules, f"{matrix}::test_whom_a_node_is_taken_from_is_asked"),
    ),
    Fault(
        "the state after an update is not checked",
        "engine/mutating.py",
        '        governing.check(session, "updateAfter", written.updated)\n',
        "",
        (matrix_taken, write_rules),
    ),
    Fault(
        "the state of linked nodes after an update is not checked",
        "engine/mutating.py",
        '        governing.check(session, "updateAfter", touched)\n',
        "",
        (f"{matrix}::test_whom_a_node_is_taken_from_is_asked",),
    ),
    Fault(
        "linked nodes are changed without their rule",
        "engine/mutating.py",
        '                governing.check(session, "update", {each.api_type.name: uids})\n',
        "",
        (f"{matrix}::test_linked_nodes_that_are_seen_are_not_changed_by_others",),
    ),
    Fault(
        "hidden linked nodes are changed",
        "engine/mutating.py",
        '                governing.check(session, "query", {each.api_type.name: uids})\n',
        "",
        (f"{matrix}::test_hidden_linked_nodes_are_not_changed_where_no_rule_forbids_updates",),
    ),
    Fault(
        "an upsert changes what may not be updated",
        "engine/mutating.py",
        '        return frozenset(self.governing.failing(session, "update", {type_name: named}))',
        "        return frozenset()",
        (matrix_writes, write_rules),
    ),
    Fault(
        "an update or delete finds what it may not change",
        "passes/authorize.py",
        "rule_of(selection.api_type, selection.operation)",
        'rule_of(selection.api_type, "query")',
        (f"{matrix}::test_updates_and_deletes_narrow_by_rules_of_their_own", write_rules),
    ),
    Fault(
        "what goes with a deleted node needs no rule",
        "engine/mutating.py",
        '        left = uids - self.governing.failing(session, "delete", {type_name: uids})',
        "        left = set(uids)",
        (write_rules,),
    ),
    Fault(
        "a hidden key is told of",
        "engine/mutating.py",
        "            if self.governing is not None and self._is_to_be_hidden(session, self.governing, error):",
        "            if self.governing is None and self._is_to_be_hidden(session, self.governing, error):",
        (matrix_taken, write_rules),
    ),
    Fault(
        "messages tell of hidden nodes that an update finds",
        "engine/mutating.py",
        "            if governing.hides(session, own):",
        "            if not own:",
        (f"{matrix}::test_an_update_tells_nothing_of_hidden_nodes_that_its_filter_finds",),
    ),
    Fault(
        "missing values come first",
        "plan/ordering.py",
        "value.desc().nulls_last() if key.is_descending else value.asc().nulls_last()",
        "value.desc().nulls_first() if key.is_descending else value.asc().nulls_first()",
        (differential,),
    ),
    Fault(
        "ties have no order of their own",
        "plan/rows.py",
        "tie.desc() if page.last is not None else tie)",
        "tie.desc())",
        (differential,),
    ),
    Fault(
        "`not` forgets nodes without a value",
        "plan/conditions.py",
        "return lower_check(node, part).is_not(true())",
        "return ~lower_check(node, part)",
        (differential,),
    ),
    Fault(
        "first: 0 gives no rows",
        "bind/graphql/filters.py",
        "if value is None or value == 0:",
        "if value is None:",
        (plan_cache,),
    ),
    Fault(
        "offset is ignored",
        "plan/rows.py",
        "    if page.offset is not None:\n        statement = statement.offset",
        "    if page.offset is None and page.offset:\n        statement = statement.offset",
        (differential,),
    ),
    Fault(
        "the last rows are not turned round",
        "plan/selecting.py",
        "return select(taken.c.j).order_by(taken.c.u)",
        "return select(taken.c.j).order_by(taken.c.u.desc())",
        (plan_cache,),
    ),
    Fault(
        "ge means gt",
        "plan/comparing.py",
        '    "ge": operator.ge,',
        '    "ge": operator.gt,',
        (differential,),
    ),
    Fault(
        "allofterms is satisfied by one term",
        "plan/tokens.py",
        'if condition.tokens is None or condition.mode == "all":',
        "if condition.tokens is None:",
        ("tests/engine/test_schema_changes.py", differential),
    ),
    Fault(
        "a required field without a value is shown as null",
        "plan/selecting.py",
        "return case((_value(node, output).is_(None), MissingMark()), else_=text)",
        "return text",
        (differential,),
    ),
    # -- writing
    Fault(
        "a one-to-one pair keeps its old partner",
        "storage/writing/edges.py",
        "        if is_exclusive:\n            _let_go(session, rows, home, [dst])",
        "        if not is_exclusive and is_exclusive:\n            _let_go(session, rows, home, [dst])",
        (change_sets,),
    ),
    Fault(
        "a symmetric edge is written one way",
        "storage/writing/edges.py",
        "        rows.put(home.table, dst, home.column, src)\n",
        "",
        (change_sets,),
    ),
    Fault(
        "an edge set from its other end is not turned",
        "storage/writing/edges.py",
        "set_edges(session, rows, other, _turned(edges))",
        "set_edges(session, rows, other, edges)",
        (change_sets,),
    ),
    Fault(
        "old tokens stay",
        "storage/writing/derived.py",
        "    if gone:\n        session.many(",
        "    if gone and not gone:\n        session.many(",
        (change_sets,),
    ),
    Fault(
        "keys are taken without a look",
        "storage/writing/derived.py",
        '    return insert(keys_table).values({name: bindparam(f"v_{name}") for name in ("scope", "value", "uid")})',
        '    return insert_ignoring(keys_table, ["scope", "value", "uid"])',
        (change_sets,),
    ),
    Fault(
        "a delete leaves the edges that point at the node",
        "storage/writing/deleting.py",
        "        drop_edges_of(session, predicate, uids)\n        return",
        "        return",
        (change_sets,),
    ),
    Fault(
        "a delete leaves the keys",
        "storage/writing/deleting.py",
        "    if has_derived(session, predicate):\n        # Before the memberships go",
        "    if not predicate:\n        # Before the memberships go",
        (change_sets,),
    ),
    Fault(
        "DateTimes are compared by their texts",
        "storage/writing/session.py",
        "return value.key if isinstance(value, DateTime | BigFloat) else value",
        "return value.text if isinstance(value, DateTime | BigFloat) else value",
        (change_sets,),
    ),
    Fault(
        "two new objects with one key are two nodes",
        "bind/graphql/changes.py",
        "            if twin is not None and twin is not draft:",
        "            if twin is not None and twin is draft:",
        (differential, "tests/faults/test_failing_disk.py::test_a_full_disk_is_called_so", failing_add),
    ),
    Fault(
        "a key that is taken does not stop an add",
        "bind/graphql/changes.py",
        "            if upsert is None:\n                raise _taken(draft, found)",
        "            if upsert is None and upsert:\n                raise _taken(draft, found)",
        (running,),
    ),
    # -- transactions
    Fault(
        "a failed mutation is not undone",
        "storage/sqlite/connection.py",
        '                self.rows("ROLLBACK TO step")\n',
        "",
        ("tests/storage/test_stores.py",),
    ),
    Fault(
        "a failed transaction is committed",
        "storage/sqlite/storage.py",
        '        connection.rows("ROLLBACK")',
        '        connection.rows("COMMIT")',
        ("tests/storage/test_stores.py", failing_add),
    ),
    Fault(
        "commits are acknowledged before they are flushed",
        "storage/sqlite/connection.py",
        '"PRAGMA synchronous=FULL"',
        '"PRAGMA synchronous=OFF"',
        (failing_add,),
    ),
    Fault(
        "a failure in a group of mutations fails them all",
        "engine/writer.py",
        "            except StoreError:\n                # The",
        "            except Exception:\n                # The",
        (running,),
    ),
    Fault(
        "a failed commit is answered as done",
        "engine/writer.py",
        "        error = self.error or failure\n",
        "        error = self.error\n",
        (failing_add,),
    ),
    Fault(
        "uids of a lost transaction are given out again with the lease",
        "engine/writer.py",
        "            self._lease = Lease()\n            done",
        "            done",
        (failing_add,),
    ),
    Fault(
        "writers do not queue",
        "storage/sqlite/lock.py",
        "            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)\n            file = self._file",
        "            file = self._file",
        ("tests/storage/test_sqlite_file.py::test_writers_queue_before_they_meet_sqlite_s_own_lock",),
    ),
    Fault(
        "two alters run at once",
        "storage/sqlite/lock.py",
        "fcntl.LOCK_NB)\n        except BlockingIOError:\n            raise",
        "fcntl.LOCK_UN)\n        except BlockingIOError:\n            raise",
        (processes,),
    ),
    # -- catalogs and plans
    Fault(
        "reads do not compare the catalog's version",
        "engine/execution.py",
        "    if version != compiler.loaded.version:\n        raise OutdatedSchema",
        "    if not version:\n        raise OutdatedSchema",
        (processes,),
    ),
    Fault(
        "reads at once do not compare the catalog's version",
        "engine/at_once.py",
        "    if version != compiler.loaded.version or",
        "    if",
        (processes,),
    ),
    Fault(
        "writes do not compare the catalog's version",
        "engine/mutating.py",
        "    if present != version:",
        "    if present < version:",
        (processes,),
    ),
    Fault(
        "an outdated plan is not replaced",
        "engine/catalogs.py",
        "            if self._loaded.version == seen:",
        "            if self._loaded.version != seen:",
        (processes,),
    ),
    Fault(
        "a refusal by an old schema stands",
        "engine/execution.py",
        "if isinstance(error, StoreError) or (yield from is_current(compiler)):",
        "if isinstance(error, GraphwrightError) or (yield from is_current(compiler)):",
        (processes,),
    ),
    Fault(
        "a plan's guards are ignored",
        "bind/slots.py",
        "        if classify(values[slot]) != expected:\n            return False",
        "        if classify(values[slot]) != expected:\n            continue",
        (plan_cache,),
    ),
    Fault(
        "what was planned for one claim is asked with another",
        "engine/ruling.py",
        "            if hold(test.guards, values):\n",
        "            if values:\n",
        (f"{write_rules}::test_what_was_planned_for_one_claim_is_not_asked_with_another",),
    ),
    Fault(
        "what was planned for one input is asked with another",
        "engine/permitting.py",
        'key=("wishes", size, names, *map(id, matching))',
        'key=("wishes", size, *map(id, matching))',
        ("tests/auth/test_permissions.py::test_what_was_planned_for_one_input_is_not_asked_with_another",),
    ),
    Fault(
        "of many nodes the first ones are asked for",
        "engine/permitting.py",
        "            for start in range(0, len(rows), size):\n",
        "            for start in range(0, min(len(rows), size), size):\n",
        ("tests/auth/test_permissions.py::test_each_of_many_nodes_is_asked_for_by_its_own_input",),
    ),
    Fault(
        "inverses of one type of an interface are not asked for",
        "engine/edge_changes.py",
        "        if other.inverse == member.name and other.type_name in implementing\n",
        "        if other.inverse == member.name and other.type_name == near_type\n",
        ("tests/auth/test_permissions.py::test_an_inverse_of_one_type_of_an_interface_is_asked_for",),
    ),
    Fault(
        "values of variables are not part of a plan's shape where they choose it",
        "bind/graphql/trees.py",
        "        case GraphQLEnumType():\n            return Fixed(value), value",
        '        case GraphQLEnumType():\n            return Fixed(value), "e"',
        (plan_cache,),
    ),
    Fault(
        "an index that is being built is planned with",
        "model/catalog.py",
        "            if index.kind == kind and index.state is IndexState.READY:",
        "            if index.kind == kind:",
        ("tests/storage/test_stores.py",),
    ),
    Fault(
        "an unfinished index stays unfinished",
        "engine/database.py",
        "self._resume() if altering.building_indexes(self.catalog) else None",
        "None",
        ("tests/storage/test_stores.py",),
    ),
    Fault(
        "the edges of a new inverse pair are not carried",
        "engine/alter.py",
        "    for source, target in ground.change.carried:\n",
        "    for source, target in ground.change.carried[:0]:\n",
        ("tests/engine/test_schema_changes.py",),
    ),
    Fault(
        "a new @id is not filled from what is stored",
        "engine/alter.py",
        "    _fill_keys(storage, connection, old, change.catalog)\n",
        "",
        ("tests/engine/test_schema_changes.py",),
    ),
    # -- bounds
    Fault(
        "reads in the event loop have no budget",
        "engine/drivers.py",
        "rows_within(limits.inline_read_ms, ",
        "rows_within(limits.read_ms_max, ",
        (running,),
    ),
    Fault(
        "the depth of selections is not bounded",
        "bind/graphql/selections.py",
        "        if depth > limits.query_depth_max:",
        "        if depth > 10 * limits.query_depth_max:",
        ("tests/engine/test_limits.py",),
    ),
    Fault(
        "a newer store is opened",
        "storage/catalog_store.py",
        "    if present > wanted:\n",
        "    if present > wanted + 1000:\n",
        ("tests/storage/test_sqlite_file.py", "tests/storage/test_old_stores.py"),
    ),
    Fault(
        "what a missing text does not contain is granted",
        "auth/permission_filters.py",
        "return replace(denied, is_denied=True)",
        "return _not(denied)",
        ("tests/auth/test_permissions.py",),
    ),
    # -- DQL
    Fault(
        "a password is hashed only where the schema says so",
        "schema/inferred_kinds.py",
        'return "a password has no language; take the language away" if has_languages else ValueKind.PASSWORD',
        'return "a password has no language; take the language away" if has_languages else ValueKind.STRING',
        ("tests/dql/test_setting.py",),
    ),
    Fault(
        "a uid variable has what a cascade took out",
        "passes/hoisting.py",
        "NodesOf(name=name, level=self._level(path, is_pruned=True))",
        "NodesOf(name=name, level=self._level(path))",
        ("tests/dql/test_variables.py", "tests/dql/test_generated_queries.py"),
    ),
    Fault(
        "a literal that decides on the plan is no part of it",
        "engine/dql_texts.py",
        "[slot - first for slot in lifted.values() if slot not in binding.used_literals]",
        "[]",
        ("tests/dql/test_literals.py",),
    ),
    Fault(
        "defaults of variables are those of the first text",
        "engine/dql_texts.py",
        "return {} if any(node is not None and node.position.token in places for node in defaults) else places",
        "return places",
        ("tests/dql/test_literals.py",),
    ),
    Fault(
        "a missing operand takes the other one with it",
        "plan/mathematics.py",
        "return case((left.is_(None), right), (right.is_(None), left), else_=computed)",
        "return computed",
        ("tests/dql/test_math.py",),
    ),
    Fault(
        "facets of edges are looked for from the wrong end",
        "plan/facets.py",
        "node.scope.predicate(home.predicate), node.uid, node.outer.uid)",
        "node.scope.predicate(home.predicate), node.outer.uid, node.uid)",
        ("tests/dql/test_facets.py",),
    ),
    Fault(
        "transactions do not look for conflicts",
        "engine/transactions/committing.py",
        "if conflict(transaction.keys, _committed(",
        "if not conflict(transaction.keys, _committed(",
        ("tests/dql/test_transaction_conflicts.py",),
    ),
    Fault(
        "DQL is for everybody's keys",
        "server/admission.py",
        "if key.kind is not KeyKind.ADMIN:\n        raise",
        "if key.kind is None:\n        raise",
        ("tests/server/test_keys.py", "tests/server/test_rpc.py"),
    ),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    fault: Fault
    verdict: str
    is_caught: bool


def main(words: list[str]) -> int:
    chosen = [fault for fault in faults if not words or any(word in fault.name for word in words)]
    broken = [fault for fault in chosen if _text(fault).count(fault.old) != 1]
    for fault in broken:
        print(f"DOES NOT FIT ANY MORE: {fault.name} ({fault.file}); mend tests/mutants.py")
    if broken or not chosen:
        return 1
    began = time.monotonic()
    status, said = _run(sorted({test for fault in chosen for test in fault.tests}), None)
    if status:
        print(said)
        print("the tests fail without any fault: mend that first")
        return 1
    with ThreadPoolExecutor(int(os.environ.get("GRAPHWRIGHT_TEST_WORKERS", "2"))) as pool:
        outcomes = list(pool.map(_try, chosen))
    width = max(len(fault.name) for fault in chosen)
    for outcome in outcomes:
        print(f"{outcome.fault.name:{width}}  {outcome.verdict}")
    survivors = sum(not outcome.is_caught for outcome in outcomes)
    took = time.monotonic() - began
    print(f"{len(outcomes)} faults, {len(outcomes) - survivors} caught, {survivors} not; {took:.0f} s")
    return 1 if survivors else 0


def _text(fault: Fault) -> str:
    return (sources / fault.file).read_text(encoding="utf-8")


def _try(fault: Fault) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "graphwright"
        shutil.copytree(sources, copy, ignore=shutil.ignore_patterns("__pycache__"))
        (copy / fault.file).write_text(_text(fault).replace(fault.old, fault.new), encoding="utf-8")
        status, said = _run(list(fault.tests), folder)
    if status == _tests_failed:
        [first, *_] = [
            line.removeprefix("FAILED ").split(" - ")[0] for line in said.splitlines() if line.startswith("FAILED ")
        ]
        return Outcome(fault, f"caught by {first}", is_caught=True)
    if status == 0:
        return Outcome(fault, "SURVIVED", is_caught=False)
    return Outcome(fault, f"THE TESTS DID NOT RUN (status {status})\n{said}", is_caught=False)


def _run(tests: list[str], copy: str | None) -> tuple[int, str]:
    """pytest's status and words; the sources are those of a copy, or the real ones."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "--tb=no", "-rf", "-p", "no:cacheprovider", *tests],
        cwd=root,
        env={
            **os.environ,
            "PYTHONPATH": copy or str(sources.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
            "GRAPHWRIGHT_TEST_CASES": "40",
            "GRAPHWRIGHT_TEST_POSTGRES": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
