"""Groups as SQL: the nodes are grouped, groups chosen, ordered and cut, and only then is JSON written.

In: `Groups` of the IR. Out: an SQL expression that yields a JSON list. What a key shows of a node is looked up for the
groups that are shown. Does not know: languages, which database.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any, Final, assert_never

import orjson
from sqlalchemy import Double, Integer, Select, and_, case, cast, exists, false, func, literal_column, or_, select, true
from sqlalchemy.sql import ColumnElement

from graphwright import limits
from graphwright.ir.groups import (
    Aggregated,
    GroupAggregate,
    GroupKey,
    GroupMember,
    GroupNode,
    GroupObject,
    Groups,
    GroupValue,
    Having,
    HavingAll,
    HavingAny,
    HavingCompare,
    HavingNone,
    HavingNot,
    HavingOneOf,
    KeyPart,
)
from graphwright.ir.nodes import Hop, Page, Param, TypeName
from graphwright.model.catalog import ColumnHome, Predicate
from graphwright.model.values import ValueKind
from graphwright.plan.comparing import comparisons
from graphwright.plan.conditions import follow
from graphwright.plan.fragments import lower_type_name
from graphwright.plan.ordering import one_row
from graphwright.plan.rows import lower_rows
from graphwright.plan.scope import Node, Scope
from graphwright.plan.selecting import null_text, object_text
from graphwright.plan.values import single_value
from graphwright.records import dataclass
from graphwright.storage.elements import Concat, JsonText, ListOfTexts, MissingMark, Quoted, RowCount, Substring, unnest
from graphwright.storage.group_elements import ExactNumber, ExactSum, ExactText, PeriodOf, PeriodText

_key_digits: Final = 21
"""Characters of a DateTime's key, which stands before its text where one is the least or greatest of several."""


def lower_groups(scope: Scope, groups: Groups) -> ColumnElement[str]:
    """The JSON list of the groups; of too many, where no page was asked for, the mark of a missing value."""
    lowering = _Lowering(scope, groups)
    grouped = lowering.grouped()
    page = lowering.page(grouped)
    rows = lowering.texts(page).subquery(scope.name("s"))
    listed: ColumnElement[Any] = ListOfTexts(rows.c.j)
    if groups.page is None or groups.page.first is None:
        most = literal_column(str(limits.groups_max), Integer())
        listed = case((func.count() > most, MissingMark()), else_=listed)
    return select(listed).select_from(rows).scalar_subquery()


@dataclass(slots=True)
class _Lowering:
    """The three selects, one inside the other.

    Attributes:
        aggregates: What is asked of groups anywhere, each once; the columns `a0`, `a1`, … of the grouped rows. The keys
            are `k0`, `k1`, …, and `t0`, … the texts of instants.
    """

    scope: Scope
    groups: Groups
    aggregates: list[Aggregated] = field(default_factory=list)

    def __post_init__(self) -> None:
        asked = [output.of for output in self.groups.output if isinstance(output, GroupAggregate)]
        asked += [order.by for order in self.groups.order if isinstance(order.by, Aggregated)]
        asked += _tested(self.groups.having)
        self.aggregates = list(dict.fromkeys(asked))

    # -- grouping

    def grouped(self) -> Any:
        """A row for each group."""
        node, statement = lower_rows(self.scope, self.groups.select)
        columns: list[ColumnElement[Any]] = []
        for position, key in enumerate(self.groups.by):
            columns.append(self._key_column(node, key).label(f"k{position}"))
            if self._shows_text(key):
                texts = _key_value(node, key, is_shown=True)
                columns.append(func.min(texts, type_=texts.type).label(f"t{position}"))
        columns += [self._aggregate(node, each).label(f"a{number}") for number, each in enumerate(self.aggregates)]
        statement = statement.order_by(None).with_only_columns(*columns).select_from(node.source)
        names = [f"k{position}" for position in range(len(self.groups.by))]
        return statement.group_by(*names).subquery(self.scope.name("g"))

    def _key_column(self, node: Node, key: GroupKey) -> ColumnElement[Any]:
        value = _key_value(node, key)
        return value if key.bucket is None else PeriodOf(value, key.bucket, self._zone(key))

    def _zone(self, key: GroupKey) -> Any:
        return None if key.zone is None else self.scope.parameter(key.zone, ValueKind.STRING)

    def _shows_text(self, key: GroupKey) -> bool:
        """Whether nodes with one key may show it differently: one instant with several offsets."""
        return key.bucket is None and _kind(self.scope, key) is ValueKind.DATETIME

    def _aggregate(self, node: Node, asked: Aggregated) -> ColumnElement[Any]:
        if asked.predicate is None:
            return func.count()
        predicate = self.scope.predicate(asked.predicate)
        column = single_value(node, predicate, asked.languages)
        match asked.function:
            case "count":
                return func.count(column)
            case "sum":
                return ExactSum(column) if predicate.kind is ValueKind.INT else func.sum(column, type_=Double())
            case "avg":
                return cast(func.avg(column), Double())
            case "min" | "max":
                function = func.min if asked.function == "min" else func.max
                home = predicate.home
                if isinstance(home, ColumnHome) and home.key_column is not None:
                    column = node.order_key(home).concat(column)
                return function(column, type_=column.type)
        assert_never(asked.function)

    # -- choosing

    def page(self, grouped: Any) -> Any:
        """The groups that are shown, with what they are ordered by in `o0`, `o1`, …."""
        host = Node(scope=self.scope, uid=grouped.c.k0, base=grouped)
        ordering = [self._order_value(host, grouped, each.by) for each in self.groups.order]
        columns = [value.label(f"o{number}") for number, value in enumerate(ordering)]
        having = [] if self.groups.having is None else [self._having(grouped, self.groups.having)]
        statement: Select[Any] = select(*grouped.c, *columns).select_from(host.source).where(*having)
        keys = [grouped.c[f"k{position}"] for position in range(len(self.groups.by))]
        statement = statement.order_by(*self._directed(ordering), *(key.asc().nulls_last() for key in keys))
        return self._cut(statement, self.groups.page or Page()).subquery(self.scope.name("g"))

    def _directed(self, values: list[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
        pairs = zip(values, self.groups.order, strict=True)
        return [(value.desc() if each.is_descending else value.asc()).nulls_last() for value, each in pairs]

    def _cut(self, statement: Select[Any], page: Page) -> Select[Any]:
        if page.first is None:
            # One more than there may be.
            statement = statement.limit(literal_column(str(limits.groups_max + 1), Integer()))
        else:
            statement = statement.limit(RowCount(self.scope.parameter(page.first, ValueKind.INT)))
        if page.offset is None:
            return statement
        return statement.offset(RowCount(self.scope.parameter(page.offset, ValueKind.INT)))

    def _order_value(self, host: Node, grouped: Any, by: Aggregated | KeyPart) -> ColumnElement[Any]:
        if isinstance(by, Aggregated):
            return self._compared(grouped, by)
        column: ColumnElement[Any] = grouped.c[f"k{by.position}"]
        if by.of_node is None:
            return column
        guest = host.guest(column)
        assert guest is not None, "the limit of keys leaves room for their nodes"
        return _key_value(guest, by.of_node)

    def _compared(self, grouped: Any, asked: Aggregated) -> ColumnElement[Any]:
        """An aggregate as it is compared and ordered by."""
        column: ColumnElement[Any] = grouped.c[f"a{self.aggregates.index(asked)}"]
        if not self._is_instant(asked):
            return column
        return func.substr(column, literal_column("1", Integer()), literal_column(str(_key_digits), Integer()))

    def _is_instant(self, asked: Aggregated) -> bool:
        return self._kind(asked) is ValueKind.DATETIME

    def _kind(self, asked: Aggregated) -> ValueKind:
        if asked.predicate is None:
            return ValueKind.INT
        return ValueKind.FLOAT if asked.function == "avg" else self.scope.predicate(asked.predicate).kind

    def _having(self, grouped: Any, having: Having) -> ColumnElement[Any]:
        match having:
            case HavingAll(parts=parts):
                return and_(true(), *(self._having(grouped, part) for part in parts))
            case HavingAny(parts=parts):
                return or_(false(), *(self._having(grouped, part) for part in parts))
            case HavingNot(part=part):
                return self._having(grouped, part).is_not(true())
            case HavingNone():
                return false()
            case HavingCompare(of=of, operator=operator, value=value):
                compared: ColumnElement[Any] = comparisons[operator](
                    self._compared(grouped, of), self._asked_value(of, value)
                )
                return compared
            case HavingOneOf(of=of, values=values):
                return self._is_one_of(grouped, of, values)
        assert_never(having)

    def _asked_value(self, of: Aggregated, value: Param) -> ColumnElement[Any]:
        asked = self.scope.parameter(value, self._kind(of))
        return ExactNumber(asked) if self._is_exact(of) else asked

    def _is_one_of(self, grouped: Any, of: Aggregated, values: Param) -> ColumnElement[Any]:
        listed: Any = unnest(self.scope.list_parameter(values), self._kind(of), self.scope.name("u"))
        asked = ExactNumber(listed.c.value) if self._is_exact(of) else listed.c.value
        same = select(1).select_from(listed).where(asked == self._compared(grouped, of))
        return exists(same.correlate(grouped))

    def _is_exact(self, of: Aggregated) -> bool:
        """Whether it is a sum that may be larger than what the database adds up."""
        return of.function == "sum" and self._kind(of) is ValueKind.INT

    # -- showing

    def texts(self, page: Any) -> Select[Any]:
        """The groups' objects, one per row, in their order; the column is `j`."""
        host = Node(scope=self.scope, uid=page.c.k0, base=page)
        parts: list[ColumnElement[Any]] = [Quoted("{")]
        for number, output in enumerate(self.groups.output):
            parts.append(Quoted(("," if number else "") + _member(output.key)))
            match output:
                case GroupObject(members=members):
                    parts += self._object(host, page, members)
                case GroupAggregate(of=of):
                    parts.append(self._shown(page, of))
                case TypeName(candidates=candidates):
                    parts.append(lower_type_name(host, candidates))
                case _:
                    assert_never(output)
        text = Concat([*parts, Quoted("}")])
        ordering = [page.c[f"o{number}"] for number in range(len(self.groups.order))]
        keys = [page.c[f"k{position}"].asc().nulls_last() for position in range(len(self.groups.by))]
        return select(text.label("j")).select_from(host.source).order_by(*self._directed(ordering), *keys)

    def _object(self, host: Node, page: Any, members: tuple[GroupMember, ...]) -> list[ColumnElement[Any]]:
        parts: list[ColumnElement[Any]] = [Quoted("{")]
        for number, member in enumerate(members):
            parts.append(Quoted(("," if number else "") + _member(member.key)))
            match member:
                case GroupValue(position=position):
                    parts.append(self._key_text(page, position))
                case GroupNode(position=position, select=selection):
                    column = page.c[f"k{position}"]
                    guest = host.guest(column)
                    assert guest is not None, "the limit of keys leaves room for their nodes"
                    parts.append(case((column.is_(None), null_text), else_=object_text(guest, selection)))
                case GroupObject(members=inner):
                    parts += self._object(host, page, inner)
                case TypeName(candidates=candidates):
                    parts.append(lower_type_name(host, candidates))
                case _:
                    assert_never(member)
        return [*parts, Quoted("}")]

    def _key_text(self, page: Any, position: int) -> ColumnElement[Any]:
        key = self.groups.by[position]
        column = page.c[f"k{position}"]
        if key.bucket is not None:
            return JsonText(PeriodText(column, key.bucket, self._zone(key)), ValueKind.STRING)
        shown = page.c[f"t{position}"] if self._shows_text(key) else column
        return JsonText(shown, _kind(self.scope, key))

    def _shown(self, page: Any, asked: Aggregated) -> ColumnElement[Any]:
        column: ColumnElement[Any] = page.c[f"a{self.aggregates.index(asked)}"]
        if self._is_exact(asked):
            return ExactText(column)
        if self._is_instant(asked):
            return JsonText(Substring(column, _key_digits + 1), ValueKind.DATETIME)
        return JsonText(column, self._kind(asked))


def _tested(having: Having | None) -> list[Aggregated]:
    match having:
        case HavingAll(parts=parts) | HavingAny(parts=parts):
            return [of for part in parts for of in _tested(part)]
        case HavingNot(part=part):
            return _tested(part)
        case HavingCompare(of=of) | HavingOneOf(of=of):
            return [of]
        case _:
            return []


def _member(key: str) -> str:
    return orjson.dumps(key).decode() + ":"


# ---- keys -----------------------------------------------------------------------------------------


def _kind(scope: Scope, key: GroupKey) -> ValueKind:
    return ValueKind.UID if key.predicate is None else scope.predicate(key.predicate).kind


def _key_value(node: Node, key: GroupKey, *, is_shown: bool = False) -> ColumnElement[Any]:
    """A node's value to group or order by, or the uid of the node that the key is; no bucket.

    Args:
        is_shown: The text of an instant in place of what it is compared by.
    """
    return _along(node, key.along, key, is_shown=is_shown)


def _along(node: Node, hops: tuple[Hop, ...], key: GroupKey, *, is_shown: bool) -> ColumnElement[Any]:
    if not hops:
        if key.predicate is None:
            return node.uid
        predicate = node.scope.predicate(key.predicate)
        return _own_value(node, predicate, key.languages, is_shown=is_shown)
    hop, *rest = hops
    guest = _joined(node, hop)
    if guest is not None:
        return _along(guest, tuple(rest), key, is_shown=is_shown)
    other, conditions = follow(node, hop)
    value = _along(other, tuple(rest), key, is_shown=is_shown)
    found = select(value).select_from(other.source).where(*conditions).limit(one_row)
    return found.correlate(*node.visible).scalar_subquery()


def _joined(node: Node, hop: Hop) -> Node | None:
    """The node of a single reference that no rule hides: joined, which costs less than a sub-select."""
    home = node.scope.predicate(hop.predicate).home
    if hop.condition is not None or not isinstance(home, ColumnHome):
        return None
    return node.guest(node.value(home))


def _own_value(node: Node, predicate: Predicate, languages: tuple[str, ...], *, is_shown: bool) -> ColumnElement[Any]:
    assert isinstance(predicate.home, ColumnHome), f"{predicate.name} is a list and groups nothing"
    if languages or is_shown:
        return single_value(node, predicate, languages)
    return node.order_key(predicate.home)
