"""A dataclass of ours and one of the standard library: nobody can tell them apart, but by the time they take."""

# mypy: disable-error-code="call-arg, operator"
from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from typing import Any, ClassVar

import pytest

from graphwright.records import _dataclass

Make = Callable[..., Callable[[type], type]]

makers = pytest.mark.parametrize("make", [dataclasses.dataclass, _dataclass], ids=["standard", "ours"])


@_dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """At the top of a module, where pickle finds it."""

    name: str
    size: int = 3


def point(make: Any) -> Any:
    @make(frozen=True, slots=True)
    class Point:
        kind: ClassVar[str] = "point"
        x: float
        y: float = 1.0
        tags: list[str] = field(default_factory=list, compare=False)
        hidden: int = field(default=7, repr=False, init=False)

    return Point


@makers
def test_a_frozen_one_behaves_as_it_should(make: Make) -> None:
    kind = point(make)
    one, other = kind(2.0), kind(2.0, y=1.0, tags=["a"])
    assert one == other
    assert hash(one) == hash(other)
    assert one != kind(3.0)
    assert one != (2.0, 1.0)
    assert one.tags == []
    assert one.tags is not kind(2.0).tags
    assert one.hidden == 7
    assert repr(other).endswith("Point(x=2.0, y=1.0, tags=['a'])")
    assert not hasattr(one, "__dict__")
    assert kind.__match_args__ == ("x", "y", "tags")
    assert [each.name for each in fields(kind)] == ["x", "y", "tags", "hidden"]
    assert asdict(one) == {"x": 2.0, "y": 1.0, "tags": [], "hidden": 7}
    assert replace(one, x=5.0) == kind(5.0)
    assert copy.deepcopy(other) == other
    nan = float("nan")
    assert kind(nan) == kind(nan)  # the same object, as in tuples
    with pytest.raises(FrozenInstanceError):
        one.x = 1.0
    with pytest.raises(FrozenInstanceError):
        del one.x


@makers
@pytest.mark.parametrize("given", [{}, {"x": 1, "z": 1}, {"hidden": 3, "x": 1}])
def test_wrong_arguments_are_refused_with_the_name_of_the_class(make: Make, given: dict[str, Any]) -> None:
    kind = point(make)
    for _ in range(2):  # the first call compiles
        with pytest.raises(TypeError, match=r"Point\.__init__\(\)"):
            kind(**given)


@makers
def test_keywords_only_and_inheritance(make: Any) -> None:
    @make(frozen=True, slots=True, kw_only=True)
    class Base:
        a: int = 1

        def __post_init__(self) -> None:
            assert self.a

    @make(frozen=True, slots=True, kw_only=True)
    class Derived(Base):
        b: str

    with pytest.raises(TypeError):
        Derived(1, "x")
    assert Derived(b="x") == Derived(a=1, b="x") != Base()
    assert Base() == Base(a=1)
    assert {Derived(b="x"): 1}[Derived(b="x")] == 1
    with pytest.raises(AssertionError):
        Derived(b="x", a=0)


@makers
def test_one_that_may_change(make: Make) -> None:
    @make(slots=True)
    class Counter:
        count: int = 0
        seen: set[int] = field(default_factory=set)

    counter = Counter()
    counter.count += 1
    assert counter == Counter(1)
    assert counter != Counter()
    assert Counter.__hash__ is None
    with pytest.raises(AttributeError):
        counter.other = 1


@makers
def test_what_the_class_says_itself_stays(make: Make) -> None:
    @make(frozen=True, slots=True)
    class Own:  # noqa: PLW1641 -- its hash is made
        a: int

        def __eq__(self, other: object) -> bool:
            return True

        def __repr__(self) -> str:
            return "own"

    @make(frozen=True, slots=True, eq=False)
    class Single:
        a: int

    @make(frozen=True, slots=True)
    class Hashed:
        a: int

        def __hash__(self) -> int:
            return 5

    assert Own(1) == 3
    assert repr(Own(1)) == "own"
    assert hash(Own(1)) == hash((1,))
    assert Single(1) != Single(1)
    assert hash(Hashed(1)) == 5


def test_it_is_pickled_and_has_its_order() -> None:
    stored = Stored(name="a")
    assert pickle.loads(pickle.dumps(stored)) == stored

    @_dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        a: int

    assert Ordered(1) < Ordered(2)


def test_nothing_is_compiled_before_it_is_needed() -> None:
    kind: Any = point(_dataclass)
    before = kind.__init__
    kind(1.0)
    assert kind.__init__ is not before
    assert list(inspect.signature(kind.__init__).parameters) == ["self", "x", "y", "tags"]
    assert kind.__hash__.__name__ == "first"
