"""`Database`: the facade for everything above, and the public library.

In: requests as values. Out: answers, reports, errors of `errors.py`. One object per process and store;
safe to use from several threads and from one event loop. Does not know: HTTP.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

import orjson

from graphwright import limits
from graphwright.auth.keys import digest_of, kind_of
from graphwright.auth.linting import RuleWarning, lint_rules
from graphwright.engine import alter as altering
from graphwright.engine import keys
from graphwright.engine.at_once import answer_at_once, answer_of_server
from graphwright.engine.catalogs import Assembler, CurrentCatalog, Loaded
from graphwright.engine.compile import Compiler
from graphwright.engine.drivers import Readers, run_async, run_blocking
from graphwright.engine.execution import Read, execute
from graphwright.engine.existing import read_existence
from graphwright.engine.explaining import ExplainedRule, execute_explanation
from graphwright.engine.kept import Kept
from graphwright.engine.persisted import PersistedQueries
from graphwright.engine.planning import plan_schema
from graphwright.engine.requests import (
    AlterOptions,
    AlterReport,
    Answer,
    GraphqlRequest,
    Health,
    OperationWords,
    SchemaPlan,
    Statistics,
)
from graphwright.engine.vector_indexes import VectorIndexing
from graphwright.engine.writer import Lease, Writer
from graphwright.errors import LimitError, PendingTransactionsError, RequestError, StoreError
from graphwright.model.caller import Caller, trusted
from graphwright.model.catalog import Catalog
from graphwright.model.dql_requests import DqlAlter, DqlAnswer, DqlMutation, DqlRequest
from graphwright.model.keys import ApiKey, KeyKind
from graphwright.schema.compile import compile_schema
from graphwright.schema.difference import describe_difference
from graphwright.schema.permission_schema import PermissionSchema
from graphwright.schema.printing import print_generated
from graphwright.storage.api_keys import KeyStatements, key_from, read_keys
from graphwright.storage.catalog_store import prepare_store, read_state
from graphwright.storage.interface import Connection, SqlValue, Storage, StoreOptions
from graphwright.storage.loads import unfinished_in_words
from graphwright.storage.open import open_storage
from graphwright.version import __version__

if TYPE_CHECKING:
    from graphwright.engine.transactions.gate import Gate
    from graphwright.engine.transactions.service import Transactions


class Database:
    """An open store.

    Args:
        storage: The store; `Database.open` makes it from an address.
        is_strict: Where the reference and the specification differ, as the reference.
        lambda_url: Where `@lambda` is computed; None refuses schemas that use it.
        gate: Where servers on other machines hand over steps of transactions; None: nowhere.
    """

    def __init__(
        self, storage: Storage, *, is_strict: bool = False, lambda_url: str | None = None, gate: Gate | None = None
    ) -> None:
        self.storage = storage
        self.assembler = Assembler(storage=storage, is_strict=is_strict, lambda_url=lambda_url)
        self._opened_at = time.time()
        writer = storage.open_writer()
        try:
            prepare_store(storage, writer)
            self._current = CurrentCatalog(self.assembler, writer)
        finally:
            writer.close()
        self._compiler = Compiler(self._current.loaded)
        self._readers = Readers(storage)
        self._readers.catalog_version = self._current.loaded.version
        self._writer = Writer(storage)
        self._key_questions = KeyStatements(storage)
        self._has_admin_key: Kept[bool] = Kept(storage)
        self._reads_inline = storage.capabilities.runs_in_event_loop
        self.persisted = PersistedQueries()
        self._requests = 0
        self._hits = 0
        self._lock = threading.Lock()
        self._transactions: Transactions | None = None
        self._gate = gate
        self._vector_indexing = VectorIndexing(self)
        self._resuming = self._resume() if altering.building_indexes(self.catalog) else None
        if gate is not None:
            self._join()

    def _join(self) -> None:
        """Lets servers on other machines know where they hand over steps of transactions."""
        try:
            self.transactions.join()
        except BaseException:
            self.close()
            raise

    def _resume(self) -> threading.Thread:
        """Goes on with indexes that another process left unfinished; requests do without them meanwhile."""

        def run() -> None:
            # A store that fails or is closed again: the next one to open it goes on.
            with suppress(StoreError):
                altering.resume_indexes(self)

        thread = threading.Thread(target=run, name="graphwright-indexes", daemon=True)
        thread.start()
        return thread

    @classmethod
    def open(
        cls,
        store: str | os.PathLike[str],
        *,
        is_strict: bool = False,
        lambda_url: str | None = None,
        options: StoreOptions | None = None,
        gate: Gate | None = None,
    ) -> Database:
        """Opens a store, creating it when it is not there.

        Args:
            store: Path of a SQLite file, ":memory:", or a postgresql:// URL.
            is_strict: Where the reference and the specification differ, as the reference.
            lambda_url: Where `@lambda` is computed; None refuses schemas that use it.
            options: Replica, pool and time limits, where the store is on a server.
            gate: Where servers on other machines hand over steps of transactions; None: nowhere.

        Raises:
            StoreError: It cannot be opened, or is not ours, or is newer than this program.
        """
        return cls(open_storage(os.fspath(store), options), is_strict=is_strict, lambda_url=lambda_url, gate=gate)

    def close(self) -> None:
        """Finishes what is queued and closes every connection."""
        if self._transactions is not None:
            self._transactions.close()
        self._vector_indexing.close()
        self._writer.close()
        if self._resuming is not None:
            self._resuming.join()
        self._readers.close()
        self.storage.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- GraphQL

    def graphql(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller = trusted,
    ) -> dict[str, Any]:
        """Runs a GraphQL request and waits for it.

        Args:
            caller: Whose rules apply; the embedding program is trusted.

        Returns:
            The answer: `data`, and `errors` when there are some.
        """
        request = GraphqlRequest(query=query, variables=variables, operation_name=operation_name)
        answer = run_blocking(execute(self, request, caller), self._readers, self._writer)
        return orjson.loads(answer.body)  # type: ignore[no-any-return]

    async def graphql_async(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller = trusted,
    ) -> dict[str, Any]:
        """As `graphql`, for an event loop."""
        request = GraphqlRequest(query=query, variables=variables, operation_name=operation_name)
        answer = self.answer_at_once(request, caller) or await self.execute_graphql(request, caller)
        return orjson.loads(answer.body)  # type: ignore[no-any-return]

    def answer_at_once(self, request: GraphqlRequest, caller: Caller) -> Answer | None:
        """The answer of a read that needs no waiting, or None, and then nothing has happened: see `execute_graphql`."""
        if not self._reads_inline:
            return None
        if request.extensions is not None:
            try:
                self.persisted.complete(request)
            except RequestError:
                return None
        answer = answer_at_once(self._compiler, self._readers, request, caller)
        if answer is not None:
            self._requests += 1
            self._hits += 1
        return answer

    async def execute_graphql(self, request: GraphqlRequest, caller: Caller) -> Answer:
        """Runs a GraphQL request; user errors are in the answer."""
        if not self._reads_inline and request.extensions is None:
            answer = await answer_of_server(self._compiler, self._readers, request, caller)
            if answer is not None:
                self.count(is_hit=True)
                return answer
        work = execute(self, request, caller)
        return await run_async(work, self._readers, self._writer, inline=self._reads_inline, position=request.position)

    def explain_rules(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        caller: Caller,
    ) -> list[ExplainedRule]:
        """What each rule that a request meets says of the nodes of its type; the request itself is not run.

        Raises:
            GraphwrightError: The request could not run.
        """
        request = GraphqlRequest(query=query, variables=variables, operation_name=operation_name)
        return run_blocking(execute_explanation(self, request, caller), self._readers, self._writer)

    # -- DQL

    def dql(self, text: str, variables: Mapping[str, str] | None = None, *, caller: Caller = trusted) -> dict[str, Any]:
        """Runs a DQL query and waits for it.

        Args:
            caller: Whose rules apply, to every node on the way; the embedding program is trusted.

        Raises:
            LimitError: More levels stand inside one another than are read here (some hundred).
        """
        from graphwright.engine.dql import execute_dql  # noqa: PLC0415 - until it is there

        answer = run_blocking(execute_dql(self, text, variables, caller), self._readers, self._writer)
        try:
            return orjson.loads(answer.body)  # type: ignore[no-any-return]
        except orjson.JSONDecodeError:
            raise LimitError(
                "the answer has too many levels inside one another to be read here; give @recurse a depth, or take the "
                "text from run_dql_blocking"
            ) from None

    def dql_mutate(
        self,
        text: str = "",
        variables: Mapping[str, str] | None = None,
        *,
        set_json: Any = None,
        delete_json: Any = None,
    ) -> dict[str, Any]:
        """Changes data by DQL, in one commit, and waits for it. No rules apply.

        Args:
            text: `{ set { … } delete { … } }` or `upsert { … }`.
            variables: Of the query of an upsert.
            set_json, delete_json: Objects, or lists of them, in place of a text.

        Returns:
            `uids`: those of the new nodes by their names, without `_:`; `queries`: what the query of an upsert found.

        Raises:
            GraphwrightError: It is refused; nothing of it stays.
        """
        from graphwright.lang.mutation_texts import MutationTexts, split_mutation_text  # noqa: PLC0415 - as above

        texts = split_mutation_text(text) if text else MutationTexts(query="", mutations=())
        given = DqlMutation(
            set_json=b"" if set_json is None else orjson.dumps(set_json),
            delete_json=b"" if delete_json is None else orjson.dumps(delete_json),
        )
        mutations = (*texts.mutations, given) if given != DqlMutation() else texts.mutations
        if not mutations:
            raise RequestError("the mutation is empty; give it a text, set_json or delete_json")
        request = DqlRequest(query=texts.query, variables=variables or {}, mutations=mutations, commits=True)
        answer = self.run_dql_blocking(request)
        queries = None if answer.data is None else orjson.loads(answer.data)
        return {"uids": dict(answer.uids or {}), "queries": queries}

    async def execute_dql(
        self, text: str, variables: Mapping[str, str] | None, caller: Caller, *, position: int = 0
    ) -> Answer:
        """Runs a DQL query; user errors are in the answer. The server lets only administrators in.

        Args:
            position: The commit that its reads must see at least.
        """
        from graphwright.engine.dql import execute_dql  # noqa: PLC0415 - until it is there

        work = execute_dql(self, text, variables, caller)
        return await run_async(work, self._readers, self._writer, inline=self._reads_inline, position=position)

    async def run_dql(self, request: DqlRequest, caller: Caller) -> DqlAnswer:
        """Runs a request in DQL: a query, mutations, or an upsert of both.

        Raises:
            GraphwrightError: It is refused; nothing of it stays.
        """
        from graphwright.engine.dql_at_once import data_at_once  # noqa: PLC0415 - until it is there
        from graphwright.engine.dql_requests import execute_request  # noqa: PLC0415 - until it is there

        if self.transactions.concerns(request):
            return await self.transactions.run(request, caller)
        if self._reads_inline:
            data = data_at_once(self.compiler, self._rows_at_once, self._readers.slow, request, caller)
            if data is not None:
                self.count(is_hit=True)
                return DqlAnswer(data=data, uids=None, start_ts=0)
        work = execute_request(self, request, caller)
        return await run_async(work, self._readers, self._writer, inline=self._reads_inline, position=request.position)

    def _rows_at_once(self, text: str, arguments: Sequence[SqlValue]) -> list[tuple[Any, ...]]:
        return self._readers.connection().rows_within(limits.inline_read_ms, text, arguments)

    def run_dql_blocking(self, request: DqlRequest, caller: Caller = trusted) -> DqlAnswer:
        """As `run_dql`, waiting for it in this thread."""
        from graphwright.engine.dql_requests import execute_request  # noqa: PLC0415 - until it is there

        if self.transactions.concerns(request):
            return self.transactions.run_blocking(request, caller)
        return run_blocking(execute_request(self, request, caller), self._readers, self._writer)

    async def end_dql(
        self, start_ts: int, keys: Sequence[str] = (), predicates: Sequence[str] = (), *, is_abort: bool = False
    ) -> int:
        """Ends a transaction of DQL.

        Args:
            start_ts: Names it, as its answers did.
            keys, predicates: What its answers said it has touched.
            is_abort: Gives it up.

        Returns:
            Its commit_ts; 0 where nothing was written.

        Raises:
            AbortedError: It was given up before, or others have changed what it changes.
        """
        return await self.transactions.end(start_ts, keys, predicates, is_abort=is_abort)

    def end_dql_blocking(
        self, start_ts: int, keys: Sequence[str] = (), predicates: Sequence[str] = (), *, is_abort: bool = False
    ) -> int:
        """As `end_dql`, waiting for it in this thread."""
        return self.transactions.end_blocking(start_ts, keys, predicates, is_abort=is_abort)

    def abort_transactions(self) -> None:
        """Gives up all open transactions of DQL, in every process that is reached."""
        self.transactions.abort_on(None)

    def refuse_pending(self, predicates: Iterable[str]) -> None:
        """Gives up the transactions that have written one of some predicates, before a schema change of these.

        Raises:
            PendingTransactionsError: There was one; the next try succeeds.
        """
        if self.transactions.abort_on(predicates):
            raise PendingTransactionsError

    @property
    def transactions(self) -> Transactions:
        """The open transactions of DQL."""
        if self._transactions is None:
            from graphwright.engine.transactions.service import Transactions  # noqa: PLC0415 - who never uses DQL

            with self._lock:
                if self._transactions is None:
                    self._transactions = Transactions(self, self.storage, self._readers, self._writer, self._gate)
        return self._transactions

    async def lease_uids(self, count: int) -> range:
        """New uids for whoever names nodes himself; they are used up, whether nodes come of them or not."""
        return await asyncio.wrap_future(self._writer.submit(lambda _, lease: lease.take(count)))

    # -- schema

    @property
    def catalog(self) -> Catalog:
        """The catalog in force in this process."""
        return self._current.loaded.catalog

    def alter(
        self, schema: str, *, allow_unsafe: bool = False, allow_pause: bool = False, waits: bool = False
    ) -> AlterReport:
        """Puts a GraphQL schema in force.

        Args:
            allow_unsafe: Drops stored values that the schema cannot hold; the report tells which.
            allow_pause: Lets writers wait for longer than `limits.schema_pause_ms_max`.
            waits: Waits, up to `limits.write_wait_ms_max`, for another schema change that is under way.

        Raises:
            ParseError, ErrorList, SchemaChangeRefused, StoreBusyError: Nothing was changed.
        """
        options = AlterOptions(allow_unsafe=allow_unsafe, allow_pause=allow_pause, waits=waits)
        report = altering.alter_schema(self, schema, options)
        self._wait_for_readers_of_replicas()
        return report

    def _wait_for_readers_of_replicas(self) -> None:
        """Until those processes have asked whether the schema was changed which read a replica as this one does."""
        if self.has_replica:
            time.sleep(limits.replica_schema_ms_max / 1000)

    def validate_schema(self, schema: str) -> None:
        """Raises what `alter` would raise for the text alone."""
        self._check_schema(schema)

    def lint_schema(self, schema: str) -> list[RuleWarning]:
        """What the rules of a valid schema leave open, or make slow.

        Raises:
            ParseError, ErrorList: It is not valid.
        """
        checked = self._check_schema(schema)
        return lint_rules(checked.api, checked.rules)

    def _check_schema(self, schema: str) -> altering.Checked:
        assembler = self.assembler
        return altering.check_schema(schema, is_strict=assembler.is_strict, lambda_url=assembler.lambda_url)

    def schema_difference(self, schema: str) -> list[str]:
        """What an alter would change, a line each."""
        new = self._check_schema(schema).api
        return [change.text for change in describe_difference(self._current.loaded.api, new)]

    def schema_plan(self, schema: str, *, allow_unsafe: bool = False, allow_pause: bool = False) -> SchemaPlan:
        """What an alter would do now: each change with its effect, and why it would be refused.

        Raises:
            ParseError, ErrorList: The schema breaks a rule of its own.
        """
        api = self._check_schema(schema).api
        options = AlterOptions(allow_unsafe=allow_unsafe, allow_pause=allow_pause)
        return plan_schema(self.storage, api, options, is_strict=self.assembler.is_strict or api.is_strict)

    def schema_text(self) -> str:
        """The schema in force, as it was given."""
        return self.newest().text

    def generated_schema_text(self) -> str:
        """The schema of the generated API."""
        loaded = self.newest()
        return print_generated(compile_schema(loaded.text), is_strict=loaded.is_strict) if loaded.text.strip() else ""

    @property
    def is_strict(self) -> bool:
        """Whether the API is the reference's: the store was opened so, or the schema in force says so."""
        return self._compiler.loaded.is_strict

    def alter_dql(self, alter: DqlAlter) -> None:
        """Changes what predicates and types there are, by DQL's means; returns when indexes are ready.

        Raises:
            ParseError, SchemaError, SchemaChangeRefused, RequestError, StoreBusyError: Nothing was changed.
        """
        from graphwright.engine.dql_alter import alter_dql  # noqa: PLC0415 - who never uses DQL need not load it

        alter_dql(self, alter)
        self._wait_for_readers_of_replicas()

    def drop_all(self) -> None:
        """Empties the store: data and schema."""
        altering.drop_all(self)
        self._wait_for_readers_of_replicas()

    def drop_data(self) -> None:
        """Removes all nodes."""
        altering.drop_data(self)

    # -- who may ask

    def create_key(
        self, kind: KeyKind | str, *, name: str = "", expires_at: int | None = None, is_read_only: bool = False
    ) -> tuple[ApiKey, str]:
        """Makes an API key.

        Args:
            kind: "client" or "admin".
            expires_at: Seconds since 1970; None: it stays good.

        Returns:
            The key, and its secret: it is kept nowhere, so this is the only time to see it.
        """
        return keys.create(self, KeyKind(kind), name=name, expires_at=expires_at, is_read_only=is_read_only)

    def list_keys(self) -> list[ApiKey]:
        """All API keys, the oldest first."""
        return read_keys(self.storage, self._readers.connection())

    def revoke_key(self, identifier: str) -> ApiKey:
        """Revokes an API key: no process of any server takes it any more.

        Raises:
            InputError: There is no such key.
        """
        return keys.revoke(self, identifier)

    async def find_key(self, secret: str) -> ApiKey | None:
        """The key of a secret as the store has it now, good or not; None where it has none."""
        kind = kind_of(secret)
        if kind is None:
            return None
        question = self._key_questions.find
        arguments = question.arguments({"v_kind": kind.value, "v_digest": digest_of(secret)})
        rows = await self._ask_at_once(question.text, arguments)
        return key_from(rows[0]) if rows else None

    async def has_admin_key(self) -> bool:
        """Whether there is an admin key that was not revoked; one that is expired counts."""
        mark, known = self._has_admin_key.look()
        if known is not None:
            return known
        question = self._key_questions.any_admin
        found = bool(await self._ask_at_once(question.text, question.arguments({})))
        self._has_admin_key.keep(mark, found)
        return found

    async def _ask_at_once(self, text: str, arguments: Sequence[SqlValue]) -> list[tuple[Any, ...]]:
        """Rows by a key: a few microseconds where reads run in the event loop."""
        if self._reads_inline:
            return self._readers.connection().rows(text, arguments)
        return await self._readers.read_elsewhere(Read(text, list(arguments), is_newest=True))

    async def some_exists(
        self, loaded: Loaded, schema: PermissionSchema, type_name: str, arguments: Mapping[str, Any]
    ) -> bool:
        """`SomeXExists` of the permission schema; no rules apply.

        Raises:
            InputError, NotSupportedYet, LimitError: An argument says nothing that can be asked.
        """
        work = read_existence(loaded, schema, type_name, arguments)
        return work is not None and bool(await self._readers.read_elsewhere(work))

    def set_authorization(self, settings: str | None) -> None:
        """Sets how callers are told apart, in place of the schema's `# Dgraph.Authorization`; None: by the schema's.

        Args:
            settings: JSON, as behind `# Dgraph.Authorization`.

        Raises:
            SchemaError: They do not follow the form.
        """
        keys.set_authorization(self, settings)

    def authorization_text(self) -> str | None:
        """The settings of `set_authorization`, keys of issuers included; None where there are none."""
        return self.newest().catalog.authorization

    def describe_operation(self, request: GraphqlRequest) -> OperationWords | None:
        """What a request is about, without its values; None for one that did not run."""
        return self._compiler.words_of(request)

    # -- state

    def health(self) -> Health:
        """How the store and this process are."""
        state = read_state(self.storage, self._readers.connection())
        return Health(
            version=__version__,
            store=self.storage.describe(),
            catalog_version=state.catalog_version,
            schema_update_counter=state.schema_updates,
            uptime_s=time.time() - self._opened_at,
            indexing=tuple(dict.fromkeys(p.name for p, _ in altering.building_indexes(self.newest().catalog))),
            unfinished_loads=unfinished_in_words(self.storage, self._readers.connection()),
        )

    def statistics(self) -> Statistics:
        """Counters of this process."""
        return Statistics(
            requests=self._requests,
            plan_hits=self._hits,
            plan_misses=self._requests - self._hits,
            database_s=self._readers.database_s,
            moved_to_thread=self._readers.moved_to_thread,
            commits=self._writer.commits,
        )

    # -- for the engine's own parts

    @property
    def compiler(self) -> Compiler:
        """The caches of the catalog in force."""
        return self._compiler

    def newest(self) -> Loaded:
        """The catalog as the store has it now."""
        version = read_state(self.storage, self._readers.connection()).catalog_version
        if version != self._current.loaded.version:
            self.refresh(self._current.loaded)
        return self._current.loaded

    def refresh(self, seen: Loaded) -> None:
        """Reads the catalog anew if `seen` is still the one in force."""
        loaded = self._current.refresh(self._readers.connection(), seen.version)
        self._use(loaded)

    def install(self, loaded: Loaded) -> None:
        """Puts a catalog in force that this process wrote."""
        self._current.replace(loaded)
        self._use(self._current.loaded)

    def _use(self, loaded: Loaded) -> None:
        with self._lock:
            if self._compiler.loaded is not loaded:
                self._compiler = Compiler(loaded)
                self._readers.catalog_version = loaded.version
            if loaded.schema is None:
                self.persisted.clear()

    @property
    def has_replica(self) -> bool:
        """Whether a request's `position` matters: some reads are asked of a replica."""
        return self._readers.has_replica

    def count(self, *, is_hit: bool) -> None:
        """Notes a request."""
        self._requests += 1
        self._hits += is_hit

    def submit(self, run: Callable[[Connection, Lease], Any]) -> Future[Any]:
        """Queues a job that commits alone."""
        return self._writer.submit(run, is_alone=True)
