"""A request in DQL and its answer, as values: what every wire (HTTP, gRPC, the library) brings and takes.

In: what a client sent, its envelope taken off. Out: what the engine answers, before a wire gives it its form.
Does not know: HTTP, gRPC, what a query means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DqlMutation:
    """One mutation of a request; texts as the client sent them.

    Attributes:
        set_rdf, delete_rdf: N-Quads; empty: nothing.
        set_json, delete_json: A JSON object or array, encoded; empty: nothing.
        condition: `@if(…)`, its text; empty: always.
    """

    set_rdf: str = ""
    delete_rdf: str = ""
    set_json: bytes = b""
    delete_json: bytes = b""
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DqlRequest:
    """A query, mutations, or an upsert of both.

    Attributes:
        query: The text of a query document; empty: none.
        variables: Query variables by names with their `$`; values are texts whatever their types.
        start_ts: The transaction that it belongs to; 0: a new one.
        commits: The transaction is committed with it (`commitNow`).
        is_read_only: The transaction will never write.
        is_best_effort: May read what is newest here, without a timestamp of its own.
        answer_format: JSON, or N-Quads.
        timeout_s: Seconds after which the query is given up; None: the server's own bound.
        shows_uids: Every object of the answer has its uid (`debug=true`).
        position: The commit that reads must see at least, where replicas are asked.
    """

    query: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    mutations: tuple[DqlMutation, ...] = ()
    start_ts: int = 0
    commits: bool = False
    is_read_only: bool = False
    is_best_effort: bool = False
    answer_format: Literal["json", "rdf"] = "json"
    timeout_s: float | None = None
    shows_uids: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DqlAnswer:
    """What a request gave. Errors are raised, not in here.

    Attributes:
        data: The query's answer, encoded: a JSON object, or N-Quads; None: there was no query.
        uids: The uid of each new node, by its name without `_:`; None: there was no mutation.
        start_ts: The transaction, to be named by further requests of it.
        commit_ts: When it was committed; 0: it is open, or never wrote.
        keys, predicates: What the transaction has touched so far, for its commit; there are no keys once committed.
        position: commit_ts of the last write, for reads elsewhere; None: nothing was written.
    """

    data: bytes | None
    uids: Mapping[str, str] | None
    start_ts: int
    commit_ts: int = 0
    keys: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DqlAlter:
    """A change of what predicates and types there are; exactly one member is given.

    Attributes:
        schema: A DQL schema text.
        drop_predicate: Its name; its data go too.
        drop_type: Its name; data stay.
        drops_all: Everything, or (`drops_data`) all data.
        is_background: Indexes may be built after the answer.
    """

    schema: str = ""
    drop_predicate: str = ""
    drop_type: str = ""
    drops_all: bool = False
    drops_data: bool = False
    is_background: bool = False
