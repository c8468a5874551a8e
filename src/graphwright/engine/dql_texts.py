"""Which plans a text in DQL shares with others: those that differ from it in literals only have them in common.

In: a text, a caller. Out: its plan and the values to run it with. A literal is a parameter where the binder asked for
its slot (`Binding.literal_slot`); every other one is part of what the plan is for. Does not know: how plans run.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import field
from functools import partial
from typing import Final, NamedTuple

from graphwright import limits
from graphwright.bind.dql.documents import bind_query, supported_query
from graphwright.bind.dql.shown_uids import show_uids
from graphwright.bind.dql.variables import read_variables
from graphwright.bind.graphql.trees import Binding
from graphwright.bind.slots import Values
from graphwright.engine.catalogs import Loaded
from graphwright.engine.plans import BoundedCache, Compiled, Plan, fill
from graphwright.ir.nodes import Query
from graphwright.lang.dql import parse_dql, syntax
from graphwright.lang.dql.literals import Lifted, lift_literals, places_of
from graphwright.model.caller import Caller
from graphwright.model.catalog import Catalog
from graphwright.model.values import ValueKind
from graphwright.passes.pipeline import run_passes
from graphwright.passes.visits import authorize_visits
from graphwright.plan.reading import plan_read
from graphwright.plan.relation_rows import plan_relations
from graphwright.records import dataclass
from graphwright.shape.normalizing import normalizing

_plans_per_key_max: Final = 20
"""Plans of one kind of texts and callers: several when variables decide on order, type or the sign of `first`."""


class DqlText(NamedTuple):
    """A text, and what is wanted of it.

    Attributes:
        wanted: Variables whose rows are asked for beside the answer, in their order.
        shows_uids: Every object has its uid.
    """

    text: str
    wanted: tuple[str, ...] = ()
    shows_uids: bool = False


@dataclass(slots=True, kw_only=True)
class _Kind:
    """What texts have in common that differ in their literals only.

    Attributes:
        text: The first of them. `document`: its syntax.
        places: The ordinals of the literals by those of their tokens; empty where nothing was lifted.
        pinned: Ordinals of the literals that some plan was made of.
        plans: By what of a caller chooses them, and the literals that are pinned.
        declarations: Of its query variables.
    """

    text: str
    document: syntax.QueryDocument
    places: Mapping[int, int]
    pinned: tuple[int, ...] = ()
    plans: BoundedCache[Hashable, list[Plan]] = field(
        default_factory=lambda: BoundedCache(limits.plans_per_operation_max)
    )
    declarations: tuple[syntax.VariableDeclaration, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.declarations = self.document.declarations


@dataclass(slots=True, kw_only=True)
class DqlEntry:
    """A text as it was sent.

    Attributes:
        literals: Its own.
        settled: Its plan, if it has no variables, for those whom no rule binds.
    """

    asked: DqlText
    kind: _Kind
    literals: tuple[str, ...] = ()
    settled: Plan | None = None

    @property
    def tells_own_places(self) -> bool:
        """Whether the places that errors name are in this text, and not in another of its kind."""
        return not self.kind.places


class DqlTexts:
    """The caches of one catalog version."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._entries: BoundedCache[DqlText, DqlEntry] = BoundedCache(limits.document_cache_entries_max)
        self._kinds: BoundedCache[DqlText, _Kind] = BoundedCache(limits.plan_cache_entries_max)

    def find(self, asked: DqlText) -> DqlEntry | syntax.SchemaDocument:
        """A text with the plans that it shares, or a question about the schema.

        Raises:
            ParseError, ValidationError, LimitError: It is no query.
        """
        entry = self._entries.get(asked)
        if entry is not None:
            return entry
        if len(asked.text) * (1 if asked.text.isascii() else _utf8_bytes_max) > limits.query_text_bytes_max:
            return self.read(asked)  # which says how long it may be
        lifted = lift_literals(asked.text)
        skeleton = asked._replace(text=lifted.skeleton)
        kind = self._kinds.get(skeleton)
        if kind is None:
            document = _parsed(asked)
            if isinstance(document, syntax.SchemaDocument):
                return document
            kind = _Kind(text=asked.text, document=document, places=_places(lifted, asked.text, document))
            if kind.places and len(lifted.skeleton) <= limits.cached_text_bytes_max:
                self._kinds.put(skeleton, kind)
        entry = DqlEntry(asked=asked, kind=kind, literals=lifted.literals if kind.places else ())
        if len(asked.text) <= limits.cached_text_bytes_max:
            self._entries.put(asked, entry)
        return entry

    def read(self, asked: DqlText) -> DqlEntry | syntax.SchemaDocument:
        """A text that shares no plans, so that errors name places of its own.

        Raises:
            ParseError, ValidationError, LimitError: It is no query.
        """
        document = _parsed(asked)
        if isinstance(document, syntax.SchemaDocument):
            return document
        return DqlEntry(asked=asked, kind=_Kind(text=asked.text, document=document, places={}))

    def known(self, asked: DqlText, variables: Mapping[str, str], caller: Caller) -> Compiled | None:
        """The plan of a text and its values, where both are there.

        Raises:
            GraphwrightError: The query cannot run.
        """
        entry = self._entries.get(asked)
        return None if entry is None else self._known(entry, variables, caller)

    def compile(self, entry: DqlEntry, variables: Mapping[str, str], caller: Caller) -> Compiled:
        """The plan of a text and its values; made when there is none.

        Raises:
            GraphwrightError: The query cannot run.
        """
        compiled = self._known(entry, variables, caller)
        if compiled is not None:
            return compiled
        kind = entry.kind
        compiled, pinned = self._plan(entry, _given(entry, variables, caller), caller)
        kind.pinned = tuple(sorted({*kind.pinned, *pinned}))
        key = self._key(entry, caller)
        kind.plans.put(key, [*(kind.plans.get(key) or ()), compiled.plan][-_plans_per_key_max:])
        return compiled

    def _known(self, entry: DqlEntry, variables: Mapping[str, str], caller: Caller) -> Compiled | None:
        if entry.settled is not None and caller.is_trusted and not variables:
            # Not the values of the last time: some are of the moment (`since`).
            values = fill(entry.settled, [*entry.literals, caller.claims])
            return Compiled(plan=entry.settled, values=values, is_hit=True)
        plans = entry.kind.plans.get(self._key(entry, caller))
        if plans is None:
            return None
        given = _given(entry, variables, caller)
        for plan in plans:
            values = fill(plan, given)
            if plan.holds(values):
                if caller.is_trusted and not entry.kind.declarations:
                    entry.settled = plan
                return Compiled(plan=plan, values=values, is_hit=True)
        return None

    def _key(self, entry: DqlEntry, caller: Caller) -> Hashable:
        """What plans of a kind are for: a shape of callers, and the literals that are pinned."""
        shape = None if caller.is_trusted else self._loaded.rules.caller_shape(caller)
        return (shape, *[entry.literals[each] for each in entry.kind.pinned])

    def _plan(self, entry: DqlEntry, given: Values, caller: Caller) -> tuple[Compiled, list[int]]:
        """A new plan, and the ordinals of the literals that it is made of."""
        loaded, kind = self._loaded, entry.kind
        document = kind.document
        if kind.text != entry.asked.text:
            own = _parsed(entry.asked)
            assert isinstance(own, syntax.QueryDocument)
            document = own
        first = len(document.declarations)
        lifted = {token: first + ordinal for token, ordinal in kind.places.items()}
        query, binding = bind_query(document, loaded.catalog, given, entry.asked.wanted, lifted)
        pinned = [slot - first for slot in lifted.values() if slot not in binding.used_literals]
        for ordinal in pinned:
            binding.guard(first + ordinal, str)
        if not caller.is_trusted and loaded.api is not None:
            # Rules add slots to the same plan; the claims are the last of the given values.
            shared = Binding(
                variables={},
                literal_slots={},
                values=binding.values,
                types=loaded.input_types,
                api=loaded.api,
                extras=binding.extras,
                guards=binding.guards,
            )
            rule_of = loaded.rules.conditions(caller, shared, len(given) - 1)
            query = authorize_visits(query, rule_of, partial(_is_edge, loaded.catalog))
        passed = run_passes(query, None)
        assert isinstance(passed, Query)
        plan = Plan(
            coercions={},
            extras=tuple(binding.extras),
            guards=tuple(binding.guards),
            # Of an upsert often nothing is shown, and its transaction has looked at the catalog's version.
            read=plan_read(passed, loaded.environment) if passed.roots or not entry.asked.wanted else None,
            variables=plan_relations(passed, loaded.environment),
            reshape=normalizing(passed),
        )
        return Compiled(plan=plan, values=binding.values, is_hit=False), pinned


def _given(entry: DqlEntry, variables: Mapping[str, str], caller: Caller) -> Values:
    """The values of a request before anything was made of them."""
    return [*read_variables(entry.kind.declarations, variables), *entry.literals, caller.claims]


_utf8_bytes_max: Final = 4
"""Bytes of a character."""


def _parsed(asked: DqlText) -> syntax.QueryDocument | syntax.SchemaDocument:
    document = parse_dql(asked.text)
    if isinstance(document, syntax.SchemaDocument):
        return document
    query = supported_query(document)
    return show_uids(query) if asked.shows_uids else query


def _places(lifted: Lifted, text: str, document: syntax.QueryDocument) -> dict[int, int]:
    """The ordinals of literals by those of their tokens; empty where a text has to stay as it is."""
    tokens = places_of(text, lifted) or ()
    places = {token: ordinal for ordinal, token in enumerate(tokens)}
    defaults = (declaration.default for declaration in document.declarations)
    # What variables are by default is read before there is a plan.
    return {} if any(node is not None and node.position.token in places for node in defaults) else places


def _is_edge(catalog: Catalog, name: str) -> bool:
    predicate = catalog.predicate(name)
    return predicate is not None and predicate.kind is ValueKind.UID
